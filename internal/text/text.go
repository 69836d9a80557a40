// Package text holds the kernels that steps share: what a word is, what a line is, and the form
// in which two texts are compared.
package text

import (
	"strings"
	"unsafe"
)

// bytesOf returns the bytes of s without a copy. They must not be written to.
func bytesOf(s string) []byte { return unsafe.Slice(unsafe.StringData(s), len(s)) }

// NextLine returns where the line that starts at byte `at` ends, without and with its line feed.
// A carriage return belongs to the line.
func NextLine(s string, at int) (end, next int) {
	n := strings.IndexByte(s[at:], '\n')
	if n < 0 {
		return len(s), len(s)
	}
	return at + n, at + n + 1
}

// CountLines returns the number of lines: line feeds, and one more where text follows the last.
// The empty text has none.
func CountLines(s string) int {
	n := strings.Count(s, "\n")
	if s != "" && s[len(s)-1] != '\n' {
		n++
	}
	return n
}

// PlainASCII returns the first place at or after `at` of a byte that is neither printable ASCII
// nor a tab nor a line feed, len(s) where there is none. Eight bytes at a time.
func PlainASCII(s string, at int) int {
	b := bytesOf(s)
	for at < len(b) {
		at = printable(b, at)
		if at == len(b) || (b[at] != '\n' && b[at] != '\t') {
			return at
		}
		at++
	}
	return at
}

// NextGap returns the first place at or after `at` of a control character, a byte beyond ASCII or a space that
// another one or a control follows, len(s) where there is none. Eight bytes at a time; a place that is none
// of these is returned now and then.
func NextGap(s string, at int) int {
	b := bytesOf(s)
	for ; len(b)-at >= 9; at += 8 {
		w, next := load64(b[at:]), load64(b[at+1:])
		v := w ^ blank
		double := (v - ones) &^ v & ((next - blank - ones) &^ next)
		if hit := (w | (w - blank) | double) & high; hit != 0 {
			return at + trailing(hit)
		}
	}
	for at < len(b) && b[at] > ' ' && b[at] < 0x80 {
		at++
	}
	return at
}

const (
	high  = 0x8080808080808080
	ones  = 0x0101010101010101
	blank = 0x2020202020202020
)

// printable skips the bytes 0x20–0x7E. Of a word that holds another byte the lowest hit is exact:
// borrows and carries reach only bytes above it.
func printable(b []byte, at int) int {
	for len(b)-at >= 8 {
		w := load64(b[at:])
		if hit := (w | (w - blank) | (w + ones)) & high; hit != 0 {
			return at + trailing(hit)
		}
		at += 8
	}
	for at < len(b) && b[at] >= 0x20 && b[at] < 0x7F {
		at++
	}
	return at
}
