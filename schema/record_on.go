//go:build !tamis_norecord

package schema

// recording says that edits are kept. The build without it exists to measure what they cost
// (make bench) and can't make a release that verifies.
const recording = true
