import type { TechniqueId } from '../../../workloads/contract/index.ts'
import type { ReactNode } from 'react'
import { Bar, Box, Dot, Item, Way } from './marks.tsx'

/** What each technique is, drawn: who starts together, who is boxed off, what queues, what comes first. */
export const TECHNIQUE_GLYPHS: Readonly<Record<TechniqueId, ReactNode>> = {
  threads: (
    <>
      <Box x={2} y={3} w={20} h={18} />
      <Bar x={5} y={6.5} w={13} n={0} />
      <Bar x={5} y={10.5} w={8} n={1} />
      <Bar x={5} y={14.5} w={11} n={2} />
    </>
  ),
  processes: (
    <>
      <Box x={2} y={2} w={20} h={5.6} />
      <Box x={2} y={9.2} w={20} h={5.6} />
      <Box x={2} y={16.4} w={20} h={5.6} />
      <Bar x={4.4} y={3.7} w={13} h={2.2} n={0} />
      <Bar x={4.4} y={10.9} w={8} h={2.2} n={1} />
      <Bar x={4.4} y={18.1} w={11} h={2.2} n={2} />
    </>
  ),
  'thread-pool': (
    <>
      <Item x={2.4} y={12} />
      <Item x={6.2} y={12} />
      <Item x={10} y={12} />
      <Way d="M12.4 11 L14.6 8 M12.4 13 L14.6 16" />
      <Bar x={15.4} y={5.8} w={7.6} n={0} h={3.4} />
      <Bar x={15.4} y={14.8} w={7.6} n={1} h={3.4} />
    </>
  ),
  'process-pool': (
    <>
      <Item x={2.2} y={12} />
      <Item x={6} y={12} />
      <Way d="M8.4 11 L10.6 8.6 M8.4 13 L10.6 15.4" />
      <Box x={12} y={3.4} w={10.6} h={7} />
      <Box x={12} y={13.6} w={10.6} h={7} />
      <Bar x={14.4} y={5.6} w={5.8} n={0} h={2.6} />
      <Bar x={14.4} y={15.8} w={5.8} n={1} h={2.6} />
    </>
  ),
  gather: (
    <>
      <Way d="M9 5 C14 5 14 12 18 12 M9 12 H18 M9 19 C14 19 14 12 18 12" />
      <Bar x={2} y={3.5} w={7} n={0} />
      <Bar x={4} y={10.5} w={5} n={1} />
      <Bar x={1.5} y={17.5} w={7.5} n={2} />
      <circle cx={19.6} cy={12} r={2.6} fill="currentColor" />
    </>
  ),
  'async-wait': (
    <>
      <circle cx={4} cy={12} r={2.4} fill="currentColor" />
      <Way d="M6 11 C9 6 10 5 13 5" />
      <Way d="M6.6 12 H13 M6 13 C9 18 10 19 13 19" faint />
      <Dot x={18.4} y={5} n={0} r={3.6} />
      <path d="M16.8 5.1 L18 6.3 L20.1 3.9" fill="none" stroke="var(--panel)" strokeWidth={1.4} strokeLinecap="round" />
      <circle cx={17} cy={12} r={2.2} fill="none" stroke="currentColor" strokeWidth={1.3} opacity={0.6} />
      <circle cx={17} cy={19} r={2.2} fill="none" stroke="currentColor" strokeWidth={1.3} opacity={0.6} />
    </>
  ),
  'thread-queue': (
    <>
      <Dot x={3.4} y={12} n={0} r={2.4} />
      <Box x={7.4} y={8.4} w={9.2} h={7.2} />
      <Way d="M10.5 8.6 V15.4 M13.5 8.6 V15.4" />
      <Dot x={20.6} y={7.6} n={1} r={2.4} />
      <Dot x={20.6} y={16.4} n={2} r={2.4} />
    </>
  ),
  'process-queue': (
    <>
      <Box x={1} y={8.4} w={5.6} h={7.2} />
      <Dot x={3.8} y={12} n={0} r={1.6} />
      <Way d="M8.4 9.6 H15.6 M8.4 14.4 H15.6" />
      <Item x={10.2} y={12} r={1.1} />
      <Item x={13.8} y={12} r={1.1} />
      <Box x={17.4} y={3} w={5.6} h={7.2} />
      <Box x={17.4} y={13.8} w={5.6} h={7.2} />
      <Dot x={20.2} y={6.6} n={1} r={1.6} />
      <Dot x={20.2} y={17.4} n={2} r={1.6} />
    </>
  ),
  'event-loop': (
    <>
      <Way d="M12 3.4 A8.6 8.6 0 1 1 5.2 6.8" />
      <path d="M5.4 3.2 L4.8 7.4 L9 7.6" fill="none" stroke="currentColor" strokeWidth={1.4} strokeLinecap="round" />
      <Dot x={16.4} y={4.7} n={0} r={2.2} />
      <Dot x={20.4} y={13.6} n={1} r={2.2} />
      <Dot x={11} y={20.5} n={2} r={2.2} />
    </>
  ),
  network: (
    <>
      <Way d="M5.4 5 C11 3.4 14 5.6 17 9.6 M5.8 12 H17 M5.4 19 C11 20.6 14 18.4 17 14.4" />
      <Dot x={3.6} y={5.2} n={0} r={2.2} />
      <Dot x={3.6} y={12} n={1} r={2.2} />
      <Dot x={3.6} y={18.8} n={2} r={2.2} />
      <Box x={17.4} y={7} w={5.4} h={10} />
      <Way d="M19.4 10.4 H20.8 M19.4 13.6 H20.8" />
    </>
  ),
}
