import { redirect } from 'next/navigation';
import { pageCaller } from '@/lib/auth/doormen';

export default async function HomePage() {
  await pageCaller();
  redirect('/playground');
}
