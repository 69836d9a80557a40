package redact

import "strings"

// frameScore is what a line of a trace is worth: two of them are one.
const frameScore = 22 * bit

// traceLine judges a line as one of a trace: a frame of one of many languages, a line of source between
// frames, the error before the first frame or behind the last.
func (w *dumpScan) traceLine(l string, start, stop int) int {
	if frameLine(l) {
		w.frame = true
		return frameScore
	}
	was, failed := w.frame, w.failed
	w.frame, w.failed = false, false
	switch {
	case was && indented(w.s, start) && len(l) < 200:
		w.frame = true
		return 4 * bit
	case errorLine(l) && (was || w.frameBehind(stop)):
		w.frame, w.failed = was, true
		return 16 * bit
	case failed && len(l) < 200 && w.frameBehind(stop):
		return 4 * bit
	}
	return 0
}

// indented says whether a line, whose text begins at a place, is indented.
func indented(s string, start int) bool {
	return start > 0 && (s[start-1] == ' ' || s[start-1] == '\t')
}

// frameBehind says whether the next line, or the one behind it, is a frame.
func (w *dumpScan) frameBehind(stop int) bool {
	at := stop
	for range 3 {
		k := strings.IndexByte(w.s[at:min(len(w.s), at+maxKnown)], '\n')
		if k < 0 {
			return false
		}
		at += k + 1
		end := at + maxKnown
		if k = strings.IndexByte(w.s[at:min(len(w.s), end)], '\n'); k >= 0 {
			end = at + k
		}
		from, to := trimSpace(w.s, at, min(end, len(w.s)))
		if frameLine(w.s[from:to]) {
			return true
		}
		at = min(end, len(w.s))
	}
	return false
}

// frameLine says whether a line is a frame.
func frameLine(l string) bool {
	if len(l) < 6 {
		return false
	}
	switch l[0] {
	case 'a':
		return strings.HasPrefix(l, "at ") && place(l[3:])
	case '.':
		return strings.HasPrefix(l, "... ") && (strings.HasSuffix(l, " more") || strings.HasSuffix(l, "omitted"))
	case 'F':
		return strings.HasPrefix(l, `File "`) && strings.Contains(l, `", line `)
	case 'T':
		return strings.HasPrefix(l, "Traceback (most recent call last)")
	case 'C':
		return strings.HasPrefix(l, "Caused by: ") && errorLine(l[11:])
	case 'S':
		return strings.HasPrefix(l, "Suppressed: ") && errorLine(l[12:])
	case 'f':
		if strings.HasPrefix(l, "from ") && sourcePlace(l) {
			return true
		}
	case 'g':
		if strings.HasPrefix(l, "goroutine ") && strings.HasSuffix(l, "]:") {
			return true
		}
	case '#':
		return numbered(l[1:])
	case '(':
		return strings.Contains(l, ".ex:") || strings.Contains(l, ".erl:")
	}
	return numbered(l) || goPlace(l) || registers(l) || strings.Contains(l, "@http") && digitsBehindColon(l) || callOf(l) || rubyPlace(l)
}

// place says whether what stands behind "at" is a place in a program and no sentence.
func place(l string) bool {
	if strings.HasSuffix(l, ")") && strings.IndexByte(l, '(') > 0 {
		head := l[:strings.IndexByte(l, '(')]
		return strings.Count(strings.TrimRight(head, " "), " ") <= 2 && (strings.ContainsAny(head, ".$<:/") || sourcePlace(l))
	}
	return strings.Count(l, " ") <= 3 && sourcePlace(l) || strings.Contains(l, ") in ") && sourcePlace(l)
}

// sourcePlace says whether a line holds a file's name with the number of a line: main.go:12, x.rb:3, file.cs:line 12.
func sourcePlace(l string) bool {
	for at := 0; ; {
		k := strings.IndexByte(l[at:], ':')
		if k < 0 {
			return false
		}
		at += k + 1
		rest := strings.TrimPrefix(l[at:], "line ")
		if at >= 4 && rest != "" && isDigits(rest[0]) && (lowerCase(l[at-2]) || l[at-2] == '>') && strings.ContainsAny(l[max(0, at-9):at], ".<>") {
			return true
		}
	}
}

func digitsBehindColon(l string) bool {
	k := strings.LastIndexByte(l, ':')
	return k > 0 && onlyDigits(l[k+1:])
}

// numbered says whether a line is a frame with its number: 0: a::b, #0 /x.php(12): f(), 3 libfoo 0x0001 f + 12.
func numbered(l string) bool {
	n := 0
	for n < len(l) && isDigits(l[n]) {
		n++
	}
	if n == 0 || n > 3 || n == len(l) {
		return false
	}
	rest := strings.TrimLeft(strings.TrimPrefix(l[n:], ":"), " \t")
	if len(rest) == len(l)-n {
		return false
	}
	return strings.Contains(rest, "::") && strings.Count(rest, " ") <= 3 || strings.HasPrefix(rest, "0x") ||
		strings.Contains(rest, " 0x") || strings.HasPrefix(rest, "/") && strings.Contains(rest, "): ") || l[n] != ':' && sourcePlace(rest) && strings.IndexByte(rest, '(') > 0 ||
		strings.HasPrefix(rest, "[internal function]") || rest == "{main}"
}

// goPlace says whether a line is a place of Go, or of a kernel: f.go:12 +0x1d, [<ffffffff8100>] f+0x1/0x2.
func goPlace(l string) bool {
	k := strings.Index(l, "+0x")
	return k > 0 && (strings.Contains(l, ".go:") || strings.Contains(l[k:], "/0x")) || strings.HasPrefix(l, "[<") && strings.Contains(l, ">]")
}

// registers says whether a line shows registers: RAX: 0000000000000000 RBX: …, eax=00000000 ebx=….
func registers(l string) bool {
	n := 0
	for i := 2; i+9 < len(l) && i < 200; i++ {
		if l[i] != ':' && l[i] != '=' {
			continue
		}
		at := i + 1
		for at < len(l) && l[at] == ' ' {
			at++
		}
		at += 2 * btoi(strings.HasPrefix(l[at:], "0x"))
		if k := hexRun(l[at:]); (k == 8 || k == 16) && alnum(l[i-1]) && alnum(l[i-2]) {
			n++
			i = at + k - 1
		}
	}
	return n >= 2
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func alnum(b byte) bool { return isDigits(b) || b|0x20 >= 'a' && b|0x20 <= 'z' }

// callOf says whether a line is a call of Go's traces: main.(*T).run(0xc000, 0x1), main.main().
func callOf(l string) bool {
	if !strings.HasSuffix(l, ")") || strings.IndexByte(l, '.') < 1 {
		return false
	}
	open := strings.LastIndexByte(l, '(')
	in := l[open+1 : len(l)-1]
	return open > 2 && strings.HasPrefix(in, "0x") && strings.IndexByte(l[:open], ' ') < 0
}

// rubyPlace says whether a line is a place of Ruby or of a compiler: x.rb:12:in `f'.
func rubyPlace(l string) bool {
	k := strings.Index(l, ":in ")
	return k > 4 && isDigits(l[k-1]) && sourcePlace(l[:k])
}

// errorLine says whether a line names an error as programs do.
func errorLine(l string) bool {
	if prefixed(l, "Exception in thread", "panic: ", "Unhandled ", "Fatal error", "PHP Fatal error", "PHP Warning", "Stack trace", "Segmentation fault", "Call Trace", "Backtrace", "stack backtrace", "goroutine ", "Process terminated", "signal ", "** (") {
		return true
	}
	head, _, _ := strings.Cut(l, " ")
	if strings.HasPrefix(l, "thread '") && strings.Contains(l, "panicked at") {
		return true
	}
	head = strings.TrimRight(head, ":")
	return strings.HasSuffix(head, "Exception") || strings.HasSuffix(head, "Error") || strings.HasSuffix(head, "Throwable") || strings.HasSuffix(head, "Interrupt")
}
