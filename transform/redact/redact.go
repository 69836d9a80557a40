// Package redact cuts or masks what must not or need not be in a release: private data by the
// user's own patterns, lines that recur in many documents.
package redact
