import { redirect } from 'next/navigation';
import { pageCaller } from '@/lib/auth/guards';

export default async function HomePage() {
  await pageCaller();
  redirect('/playground');
}
