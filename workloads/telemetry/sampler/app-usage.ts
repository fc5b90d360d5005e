/** What a whole process used: the host, with its worker threads. */
export interface AppUsage {
  /** CPU time of all its threads since its start. */
  cpuMs(): number
  /** Resident set. */
  memoryBytes(): number
}

/** This process. */
export const ownUsage: AppUsage = {
  cpuMs() {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1000
  },
  memoryBytes: () => process.memoryUsage.rss(),
}
