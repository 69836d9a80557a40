package redact

import "strings"

// levels are the words that logs of machines grade their lines with.
var levels = []string{"INFO", "WARN", "WARNING", "ERROR", "ERR", "DEBUG", "TRACE", "FATAL", "NOTICE", "CRIT", "CRITICAL", "SEVERE", "EMERG", "ALERT", "VERBOSE", "FINE", "PANIC"}

// logHead is how far into a line the time of a log entry begins.
const logHead = 72

// logLine judges a line as an entry of a log: a time to the second near its beginning and, since diaries and
// timetables have that too, what only machines write.
func logLine(l string) int {
	if len(l) < 20 {
		return 0
	}
	clock, at := clockAt(l[:min(len(l), logHead+16)])
	if clock > 0 && saysWords(l[:at]) {
		return 0
	}
	if clock == 0 && !epoch(l) && strings.IndexByte(l, '=') < 0 {
		return 0
	}
	marks, pairs, graded := machineMarks(l)
	switch {
	case clock == 0 && epoch(l):
		clock = 3
	case clock == 0 && graded && marks >= 5 && pairs >= 2:
		return marks * 4 * bit
	case clock == 0:
		return 0
	case clock == kernel:
		return 20 * bit
	}
	switch points := clock + marks; {
	case marks >= 3 && points >= 7: // surely one, even alone
		return formWhole
	case marks >= 2 && points >= 5 || marks >= 1 && clock >= 4:
		return points * 4 * bit
	case clock >= 3 && marks >= 1:
		return 8 * bit
	}
	return 0
}

// clockAt returns points for a time as 12:34:56 in the head of a line, for parts of a second, a date
// before it, and a zone, and where it stands; 0 without one.
func clockAt(head string) (points, at int) {
	for i := 0; i+8 <= len(head); i++ {
		if !isDigits(head[i]) || i > 0 && isDigits(head[i-1]) || !clock(head[i:]) {
			continue
		}
		points = 2
		rest := head[i+8:]
		if len(rest) > 3 && (rest[0] == '.' || rest[0] == ',') && isDigits(rest[1]) && isDigits(rest[2]) {
			points++
		}
		if i >= 2 && (head[i-1] == 'T' || head[i-1] == ':') && isDigits(head[i-2]) {
			points++
		}
		if i >= 5 && (isDigits(head[i-2]) || isDigits(head[i-3])) {
			points++
		}
		return points, i
	}
	return kernelClock(head), 0
}

// saysWords says whether what stands before the time of a line is language: letters beyond ASCII, or three
// words of small letters.
func saysWords(head string) bool {
	words, letters := 0, 0
	for i := 0; i < len(head); i++ {
		switch b := head[i]; {
		case b >= 0x80:
			return true
		case lowerCase(b):
			letters++
		case b == ' ' || b == ',':
			words += btoi(letters >= 3)
			letters = 0
		default:
			letters = -100
			if b == ' ' || b >= 'A' && b <= 'Z' {
				letters = 0
			}
		}
	}
	return words >= 3
}

func clock(s string) bool {
	return isDigits(s[1]) && s[2] == ':' && isDigits(s[3]) && isDigits(s[4]) && s[5] == ':' && isDigits(s[6]) && isDigits(s[7]) && (len(s) == 8 || !isDigits(s[8]) && s[8] != ':')
}

// kernelClock knows the seconds since start in brackets: [   12.345678].
func kernelClock(head string) int {
	if head[0] != '[' {
		return 0
	}
	in, _, ok := strings.Cut(head[1:], "]")
	whole, part, dot := strings.Cut(strings.TrimLeft(in, " "), ".")
	if ok && dot && len(part) == 6 && onlyDigits(whole) && onlyDigits(part) {
		return kernel
	}
	return 0
}

// kernel is what clockAt returns for a clock that nobody but a kernel writes.
const kernel = 99

func onlyDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isDigits(s[i]) {
			return false
		}
	}
	return s != ""
}

// epoch says whether a line begins with the seconds or milliseconds of our time.
func epoch(l string) bool {
	n := 0
	for n < len(l) && isDigits(l[n]) {
		n++
	}
	return (n == 10 || n == 13) && l[0] == '1' && n < len(l) && (l[n] == '.' || l[n] == ' ' || l[n] == '\t')
}

// machineMarks counts what people do not write: grades in capitals, name[123]:, key=value, requests, paths,
// names with dots and colons, addresses of memory.
func machineMarks(l string) (marks, pairs int, graded bool) {
	names := 0
	for at := 0; at < len(l); {
		at = skipSpace(l, at, len(l))
		end := tokenEnd(l, at, len(l))
		if end > at {
			t := l[at:end]
			switch {
			case at < 100 && level(t):
				marks, graded = marks+2, true
			case processOf(t):
				marks += 2
			case keyValue(t):
				pairs++
			case strings.HasPrefix(t, "HTTP/"), strings.HasPrefix(t, "\"GET"), strings.HasPrefix(t, "\"POST"), strings.HasPrefix(t, "\"HEAD"), strings.HasPrefix(t, "Mozilla/"), strings.HasPrefix(t, "\"Mozilla/"):
				marks += 2
			case dottedName(t):
				names++
			}
		}
		at = end
	}
	return marks + min(pairs, 3) + min(names, 2), pairs, graded
}

// level says whether a token is a grade: INFO, [error], <warn>, level=info.
func level(t string) bool {
	bare := strings.Trim(t, "[]<>():|,*-")
	for _, l := range levels {
		if bare == l || len(bare) < len(t) && len(t) > 1 && t[0] == '[' && strings.EqualFold(bare, l) {
			return true
		}
	}
	return strings.HasPrefix(bare, "level=") || strings.HasPrefix(bare, "lvl=") || strings.HasPrefix(bare, "severity=")
}

// processOf says whether a token names a process with its number, sshd[4711]:, or a thread in brackets.
func processOf(t string) bool {
	t = strings.TrimRight(t, ":")
	open := strings.IndexByte(t, '[')
	if open < 0 || !strings.HasSuffix(t, "]") || len(t) < open+3 {
		return false
	}
	in := t[open+1 : len(t)-1]
	return open > 0 && onlyDigits(in) || open == 0 && (in == "main" || strings.ContainsAny(in, "-:") && strings.ContainsAny(in, "0123456789") && !clockOnly(in))
}

// clockOnly says whether a bracket holds a time or a date, as people's minutes have it.
func clockOnly(s string) bool { return strings.Trim(s, "0123456789-:./") == "" }

// keyValue says whether a token is key=value.
func keyValue(t string) bool {
	t = strings.TrimLeft(t, "([{")
	k := strings.IndexByte(t, '=')
	if k < 1 || k == len(t)-1 || t[k+1] == '=' {
		return false
	}
	for i := 0; i < k; i++ {
		if b := t[i]; !(b|0x20 >= 'a' && b|0x20 <= 'z' || isDigits(b) || b == '_' || b == '-' || b == '.') {
			return false
		}
	}
	return true
}

// dottedName says whether a token is a path or a name that programs give: org.example.Server, a::b, /usr/lib/x, 0x7f.
func dottedName(t string) bool {
	t = strings.Trim(t, "[](){}<>,;:\"'")
	if strings.Contains(t, "://") || len(t) < 5 || len(t) > 120 {
		return false
	}
	if strings.Contains(t, "::") || strings.HasPrefix(t, "0x") || t[0] == '/' && strings.Count(t, "/") >= 2 {
		return true
	}
	dots := 0
	for i := 1; i+1 < len(t); i++ {
		if t[i] == '.' && lowerCase(t[i-1]) && (lowerCase(t[i+1]) || t[i+1] >= 'A' && t[i+1] <= 'Z') {
			dots++
		}
	}
	return dots >= 2 || dots == 1 && strings.IndexByte(t, '@') < 0 && len(t) < 40 && !strings.HasPrefix(t, "www.")
}

func lowerCase(b byte) bool { return b >= 'a' && b <= 'z' }

// entries takes the entries of a log that have lost their line feeds: two or more heads with a date in one
// line. The last ends with its last mark of a machine. It returns where to go on, 0 where there are none.
func (w *dumpScan) entries(start, stop int) int {
	if stop-start < 80 || strings.Contains(w.s[start:min(stop, start+maxKnown)], `{"`) {
		return 0
	}
	l, last, count := w.s[start:stop], -1, 0
	from := len(w.atoms)
	for at := 0; at < len(l); {
		k := nextStamp(l, at)
		if k < 0 {
			break
		}
		if last >= 0 {
			count += w.entry(start+last, start+k)
		}
		last, at = k, k+16
	}
	if count == 0 {
		w.atoms = w.atoms[:from]
		return 0
	}
	w.entry(start+last, min(stop, start+last+60))
	return min(stop, start+last+60)
}

// entry adds an entry of a log, if it is one.
func (w *dumpScan) entry(from, to int) int {
	score := logLine(w.s[from:to])
	if score == 0 {
		return 0
	}
	for to > from && asciiSpace(w.s[to-1]) {
		to--
	}
	w.atoms = append(w.atoms, atom{start: from, end: to, score: score, kind: dumpLog, fixed: true})
	return 1
}

// nextStamp returns where the next date with a time begins: 2024-05-12 10:11:12, 12/May/2024:10:11:12; -1 for none.
func nextStamp(l string, at int) int {
	for ; at+19 <= len(l); at++ {
		if b := l[at]; b != '2' && b != '1' || !isDigits(l[at+3]) || l[at+4] != '-' && l[at+4] != '/' || !isDigits(l[at+5]) {
			continue
		}
		if l[at+13] == ':' && clock(l[at+11:]) {
			return at
		}
	}
	return -1
}
