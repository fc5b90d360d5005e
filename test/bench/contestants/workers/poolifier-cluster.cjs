// Not an ES module: the pool's first message would come while that is still being loaded, and be lost.
const { ClusterWorker } = require('poolifier')

const noop = (x) => x

module.exports = new ClusterWorker(noop)
