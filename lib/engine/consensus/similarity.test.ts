import { describe, expect, it } from 'vitest';
import { buildProfile, SIMILARITY_THRESHOLD, similarity } from './similarity';

/** Answers to one question that say the same. */
const SAME = [
  [
    'Photosynthesis is the process by which green plants use sunlight to make food from carbon dioxide and water, releasing oxygen.',
    'Plants convert sunlight, water and carbon dioxide into glucose and oxygen; this process is called photosynthesis.',
    'In photosynthesis, plants absorb light energy with chlorophyll and turn carbon dioxide and water into sugar, giving off oxygen as a by-product.',
  ],
  [
    'The sky looks blue because air molecules scatter short-wavelength blue light more strongly than red light, an effect known as Rayleigh scattering.',
    'Rayleigh scattering: shorter wavelengths such as blue are scattered far more by the molecules of the atmosphere than longer red ones, so blue light reaches our eyes from all directions of the sky.',
    'Sunlight is scattered by the gases in the atmosphere. Blue light has a shorter wavelength and is scattered more than other colours, which is why we see a blue sky.',
  ],
  [
    'Use a mutex to guard the shared counter, because incrementing it is not atomic and two threads may lose an update.',
    'The increment of the counter is not atomic: two threads can read the same value and lose an update. Protect it with a lock (mutex) or use an atomic integer.',
    'Two threads race on the counter. Make the increment atomic, or guard the shared counter with a mutex.',
  ],
];

/** Answers to one question that say something else each. */
const DIFFERENT = [
  [
    'Use a mutex to guard the shared counter, because incrementing it is not atomic and two threads may lose an update.',
    'The bug is an off-by-one error: the loop runs once too often, so the counter ends one higher than the number of items. Change <= to <.',
    'The counter is declared inside the function, so each call begins at zero. Move the declaration out of it or pass the value in.',
  ],
  [
    'The sky looks blue because air molecules scatter short-wavelength blue light more strongly than red light, an effect known as Rayleigh scattering.',
    'The sky is blue because it reflects the colour of the oceans, which cover most of the surface of the Earth.',
    'Ozone in the upper atmosphere absorbs red and yellow, so what remains for our eyes is blue.',
  ],
  [
    'I would go by train: it takes four hours from centre to centre, you can work, and it emits least.',
    'Flying is cheapest if you book early, and with hand luggage only you are there in two hours.',
    'Rent a car, because you want to stop in the villages on the way and there is no bus on Sundays.',
  ],
];

function comparePairs(texts: string[]): number[] {
  const profiles = texts.map(buildProfile);
  return profiles.flatMap((one, i) => profiles.slice(i + 1).map((other) => similarity(one, other)));
}

describe('likeness', () => {
  it('is well above the threshold for answers that say the same in other words', () => {
    for (const texts of SAME) expect(Math.min(...comparePairs(texts))).toBeGreaterThan(SIMILARITY_THRESHOLD + 0.1);
  });

  it('is well below it for different answers to the same question', () => {
    for (const texts of DIFFERENT) expect(Math.max(...comparePairs(texts))).toBeLessThan(SIMILARITY_THRESHOLD - 0.1);
  });

  it('is 1 for a text and itself, and the same both ways round', () => {
    const [a = '', b = ''] = SAME[0] ?? [];
    expect(similarity(buildProfile(a), buildProfile(a))).toBe(1);
    expect(similarity(buildProfile(a), buildProfile(b))).toBe(similarity(buildProfile(b), buildProfile(a)));
  });

  it('finds nothing alike in texts without a content word', () => {
    expect(similarity(buildProfile('?!'), buildProfile('so it is'))).toBe(0);
  });

  it('tells languages without spaces apart, and finds their likeness', () => {
    const [one, near, far] = [
      '天空是蓝色的，因为空气散射蓝光。',
      '天空是蓝色的因为空气散射了蓝光',
      '乘火车去最好，四个小时就到。',
    ].map(buildProfile);
    if (!one || !near || !far) throw new Error('Three profiles.');
    expect(similarity(one, near)).toBeGreaterThan(SIMILARITY_THRESHOLD);
    expect(similarity(one, far)).toBeLessThan(SIMILARITY_THRESHOLD);
  });
});
