//go:build tamis_norecord

package schema

const recording = false
