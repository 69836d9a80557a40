// Package redact cuts or masks what must not or need not be in a release: private data, keys and
// passwords by what is known of them or by the user's own patterns, lines that recur in many
// documents.
package redact
