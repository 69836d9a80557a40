package redact

import (
	"strings"

	"github.com/tamis-data/tamis/internal/scan"
)

// keys looks for private keys in PEM: from the line that begins one to the line that ends it, or,
// where that is missing, over all lines of Base64 that follow.
func (x *secretScan) keys(begin, dashes string) {
	for i := strings.Index(x.s, begin); i >= 0; {
		next := strings.Index(x.s[i+len(begin):], begin)
		block := x.s[i:]
		if next >= 0 {
			block = x.s[i : i+len(begin)+next]
		}
		head, _, closed := strings.Cut(block[len(begin):min(len(block), len(begin)+80)], dashes)
		if closed && strings.HasSuffix(strings.TrimSuffix(head, " BLOCK"), "PRIVATE KEY") {
			x.key(i, len(begin)+len(head)+len(dashes), block, dashes)
		}
		if next < 0 {
			return
		}
		i += len(begin) + next
	}
}

// key notes the private key whose block begins at a place with a line of so many bytes.
func (x *secretScan) key(start, head int, block, dashes string) {
	end := len(block)
	if stop := strings.Index(block, block[:len("-----")]+strings.Replace(block[len("-----"):len("-----BEGIN ")], "BEGIN", "END", 1)); stop >= 0 {
		end = stop
		if closing := strings.Index(block[stop+len("-----END "):], dashes); closing >= 0 && closing < 80 {
			end = stop + len("-----END ") + closing + len(dashes)
		}
		if !keyed(block[head:stop]) {
			return // "…": nothing is given away
		}
	} else {
		end = head + pemEnd(block[head:])
		if !keyed(block[min(head, end):end]) {
			return
		}
	}
	x.add(start, start+end, x.private)
}

var base64Bytes = scan.Bytes("0-9A-Za-z+/=")

// keyed says whether the beginning of a block holds a line of Base64.
func keyed(s string) bool {
	start, end := base64Bytes.LongRun(s[:min(len(s), 2048)], 0, 20)
	return start < end
}

// pemEnd returns where the lines of Base64 that s begins with end: with real or escaped line feeds, with
// headers before them, quoted with ">" or "#".
func pemEnd(s string) int {
	end := 0
	for i := 0; i < len(s); {
		switch {
		case s[i] == '\n' || s[i] == '\r' || s[i] == ' ' || s[i] == '>' || s[i] == '#' || s[i] == '\t' || s[i] == '|':
			i++
		case s[i] == '\\':
			n := len(s[i:]) - len(strings.TrimLeft(s[i:min(len(s), i+3)]+s[min(len(s), i+3):], `\`))
			if b := at(s, i+n); n > 2 || b != 'n' && b != 'r' && b != '\n' {
				return end
			}
			i += n + 1
		case strings.HasPrefix(s[i:], "Proc-Type:"), strings.HasPrefix(s[i:], "DEK-Info:"), strings.HasPrefix(s[i:], "Version:"), strings.HasPrefix(s[i:], "Comment:"):
			line := strings.IndexByte(s[i:], '\n')
			if line < 0 {
				return end
			}
			i += line
		default:
			to := base64Bytes.End(s, i)
			if to-i < 16 && !(end > 0 && to-i >= 4 && lastLine(s, to)) {
				return end
			}
			i, end = to, to
		}
	}
	return end
}

// lastLine says whether a short run of Base64 that ends at a place stands alone on its line.
func lastLine(s string, to int) bool {
	return s[to-1] == '=' || to == len(s) && strings.IndexByte(s[max(0, to-16):to], ' ') < 0
}

// putty notes the key file of PuTTY that begins at a place, to the end of its checksum.
func (x *secretScan) putty(i int) {
	block := x.s[i:min(len(x.s), i+16<<10)]
	private := strings.Index(block, "Private-Lines:")
	if private < 0 {
		return
	}
	end := private + len("Private-Lines:")
	if line := strings.IndexByte(block[end:], '\n'); line >= 0 {
		end += line
		end += pemEnd(block[end:])
	}
	if mac := strings.Index(block[end:], "Private-MAC:"); mac >= 0 && mac < 8 {
		from := end + mac + len("Private-MAC: ")
		end = hexBytes.End(block, min(len(block), from))
	}
	x.add(i, i+end, x.private)
}
