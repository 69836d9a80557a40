package redact

import (
	"strings"
)

// known judges a line by its form as a whole: rows of dumps, frames of traces, entries of logs, statements of
// exports. It returns 0 where the line is none of these.
func (w *dumpScan) known(start, stop int) (dumpKind, int) {
	l := w.s[start:stop]
	if len(l) > maxKnown {
		l = l[:maxKnown]
	}
	hexed := w.hexed
	w.hexed = hexLine(l)
	switch {
	case w.hexed:
		return dumpHex, 44 * bit
	case hexed && hexTail(l):
		return dumpHex, 8 * bit
	case checksum(l):
		return dumpHex, 30 * bit
	case armour(l):
		return dumpBase64, 20 * bit
	case w.uuLine(w.s[start:stop]):
		return dumpBase64, 36 * bit
	}
	if score := w.traceLine(l, start, stop); score != 0 {
		return dumpTrace, score
	}
	if score := exportLine(l); score != 0 {
		return dumpData, score
	}
	kind, score := w.formLine(l, stop)
	if log := logLine(l); log > score {
		return dumpLog, log
	}
	return kind, score
}

// maxKnown bounds how much of a line is read to know its form.
const maxKnown = 1 << 10

// hexLine says whether a line begins as a row of hexdump, xxd or od: an offset, then four or more
// groups of hexadecimal digits of one width, of which one has a letter, or an offset that no number has.
func hexLine(l string) bool {
	l = strings.TrimPrefix(l, "0x")
	n := hexRun(l)
	if n < 4 || n > 16 || n == len(l) {
		return false
	}
	letters := n >= 6 && l[0] == '0'
	rest := strings.TrimLeft(l[n:], ":| \t")
	if len(rest) == len(l)-n {
		return false
	}
	width, groups := 0, 0
	for rest != "" {
		k := hexRun(rest)
		if k == 0 || width != 0 && k != width || k < len(rest) && rest[k] != ' ' && rest[k] != '-' {
			break
		}
		if k != 2 && k != 4 && k != 8 {
			return false
		}
		width = k
		groups++
		_, some := hexMix(rest[:k])
		letters = letters || some > 0
		rest = strings.TrimLeft(rest[k:], " -")
	}
	return groups >= 4 && letters || groups >= 2 && width >= 4 && letters && n >= 6
}

// hexTail says whether a line behind a hexdump is its last, with fewer bytes or none.
func hexTail(l string) bool {
	n := hexRun(l)
	return n >= 4 && n <= 16 && (n == len(l) || strings.IndexByte(" :\t", l[n]) >= 0) && len(l) < 90
}

// checksum says whether a line is a digest and the name of a file, in either order.
func checksum(l string) bool {
	n := hexRun(l)
	if n >= 32 && n <= 128 && n < len(l) {
		rest := strings.TrimLeft(l[n:], " \t*")
		return len(rest) < len(l)-n && rest != "" && !strings.ContainsAny(rest, " \t")
	}
	k := strings.LastIndexByte(l, ' ')
	return k > 0 && hexRun(l[k+1:]) == len(l)-k-1 && len(l)-k > 32 && len(l)-k <= 129 && strings.Count(l, " ") <= 3
}

func hexRun(s string) (n int) {
	for n < len(s) && hexDigit(s[n]) {
		n++
	}
	return n
}

// armour says whether a line opens or closes a block of encoded bytes, or states their coding.
func armour(l string) bool {
	if l[0] != '-' && l[0] != '=' && l[0] != 'b' && l[0]|0x20 != 'c' {
		return false
	}
	return strings.HasPrefix(l, "-----BEGIN ") || strings.HasPrefix(l, "-----END ") || strings.HasPrefix(l, "=ybegin ") || strings.HasPrefix(l, "=yend ") ||
		strings.HasPrefix(l, "begin 644 ") || strings.HasPrefix(l, "begin-base64 ") || len(l) > 27 && strings.EqualFold(l[:27], "content-transfer-encoding: ")
}

// uuLine says whether a line is one of uuencode: its first character says how long it is. All but the
// last are of 45 bytes, which is M.
func (w *dumpScan) uuLine(l string) bool {
	was := w.uu
	w.uu = false
	if was && (l == "`" || l == "end") {
		w.uu = l == "`"
		return true
	}
	if len(l) < 5 || len(l) > 61 || l[0] <= ' ' || l[0] > '`' || len(l) != 61 && !was {
		return false
	}
	n := (int(l[0]-' ')+2)/3*4 + 1
	if len(l) > n || len(l) < n-2 {
		return false
	}
	odd := 0
	for i := 1; i < len(l); i++ {
		if l[i] < ' ' || l[i] > '`' {
			return false
		}
		if l[i] != ' ' && (l[i] < 'A' || l[i] > 'Z') {
			odd++
		}
	}
	w.uu = odd*4 > len(l)
	return w.uu
}

// exportLine judges statements of database exports.
func exportLine(l string) int {
	if len(l) < 12 {
		return 0
	}
	head := ""
	if l[0]|0x20 == 'i' && strings.Contains(l, "(") {
		head = strings.ToUpper(l[:min(len(l), 24)])
	}
	switch {
	case strings.HasPrefix(head, "INSERT INTO ") && (strings.Contains(l, "'") || strings.Contains(l, "VALUES")):
		return 44 * bit
	case strings.HasPrefix(l, "/*!") && strings.HasSuffix(l, "*/;"):
		return 22 * bit
	case l[0] == '(' && (isDigits(l[1]) || l[1] == '\'') && strings.Count(l, ",") >= 3 && (strings.HasSuffix(l, "),") || strings.HasSuffix(l, ");")):
		return 14 * bit
	case strings.HasSuffix(l, ";") && prefixed(l, "DROP TABLE ", "LOCK TABLES ", "UNLOCK TABLES", "ALTER TABLE ", "SET SQL_MODE", "SET FOREIGN_KEY", "SET NAMES ", "USE `"):
		return 16 * bit
	}
	return 0
}

func prefixed(s string, prefixes ...string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}
