package redact

import "strings"

// statement judges a line of SQL that changes or defines data. What asks for data is written by people.
func statement(l string) int {
	if len(l) < 8 {
		return 0
	}
	switch l[0] | 0x20 {
	case 'u':
		if foldPrefix(l, "update ") && foldFind(l, " set ") > 0 && strings.IndexByte(l, '=') > 0 && sqlValues(l) {
			return formWhole
		}
	case 'd':
		if foldPrefix(l, "delete from ") && sqlValues(l) {
			return formWhole
		}
	case 'r':
		if foldPrefix(l, "replace into ") && sqlValues(l) {
			return formWhole
		}
	case 'i':
		if foldPrefix(l, "insert into ") && strings.IndexByte(l, '(') > 0 {
			return formSure
		}
	case 'c', 'a':
		if foldPrefix(l, "create ") || foldPrefix(l, "alter ") {
			return (8 + 18*btoi(strings.IndexByte(l, '(') > 0 || strings.HasSuffix(l, ";"))) * bit * btoi(sqlObject(l))
		}
		return formSure * btoi(strings.HasPrefix(l, "COPY ") && strings.HasSuffix(l, "FROM stdin;"))
	case ')':
		return formSure * btoi(foldFind(l, "engine=") > 0 || l == ");")
	case 'p', 'k', 'f':
		if (foldPrefix(l, "primary key") || foldPrefix(l, "key `") || foldPrefix(l, "foreign key")) && strings.IndexByte(l, '(') > 0 {
			return formMost
		}
	}
	return columnLine(l)
}

// sqlObject says whether the second word of a statement, or the third, is something that it defines.
func sqlObject(l string) bool {
	for _, name := range [...]string{" table ", " index ", " view ", " sequence ", " trigger ", " database ", " unique "} {
		if k := foldFind(l, name); k > 0 && k < 24 {
			return true
		}
	}
	return false
}

// sqlValues says whether a statement holds a number or a quoted value, as those of exports do.
func sqlValues(l string) bool {
	for i := 1; i < len(l); i++ {
		if (isDigits(l[i]) || l[i] == '\'') && (l[i-1] == '=' || l[i-1] == ' ' || l[i-1] == '(' || l[i-1] == ',') {
			return true
		}
	}
	return false
}

// columnTypes are the types of columns of SQL.
var columnTypes = [...]string{"int", "integer", "bigint", "smallint", "tinyint", "mediumint", "serial", "bigserial", "varchar", "char", "text", "longtext", "mediumtext", "blob", "longblob", "datetime", "timestamp", "timestamptz", "date",
	"numeric", "decimal", "float", "double", "real", "boolean", "bool", "uuid", "json", "jsonb", "bytea", "enum", "bit", "nvarchar"}

// columnLine judges the definition of a column: a name, a type, and no sentence.
func columnLine(l string) int {
	k := strings.IndexByte(l, ' ')
	if k < 1 || k > 60 || settingName(strings.Trim(l[:k], "`\"[]")) == 0 {
		return 0
	}
	rest := l[k+1:]
	n := 0
	for n < len(rest) && rest[n]|0x20 >= 'a' && rest[n]|0x20 <= 'z' {
		n++
	}
	if n == 0 || n > 12 || l[len(l)-1] != ',' && l[0] != '`' && foldFind(rest, "null") < 0 {
		return 0
	}
	for _, name := range columnTypes {
		if len(name) == n && strings.EqualFold(rest[:n], name) {
			return formMost
		}
	}
	return 0
}

// foldPrefix says whether a string begins with small ASCII letters, in any case.
func foldPrefix(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// foldFind returns where small ASCII letters first stand in a string, in any case; -1 for nowhere.
func foldFind(s, what string) int {
	for i := 0; i+len(what) <= len(s); i++ {
		if s[i]|0x20 == what[0]|0x20 && strings.EqualFold(s[i:i+len(what)], what) {
			return i
		}
	}
	return -1
}

// compilerLine judges messages of compilers, linkers and builders, and the source that they show.
func compilerLine(l string) int {
	switch {
	case prefixed(l, "In file included from ", "npm ERR! ", "npm WARN ", "collect2: ", "make: *** ", "make[", "--> ", "error[E", "warning: unused", "CMake Error", "[ERROR] ", "[INFO] ", "[WARNING] "):
		return formSure
	case barLine(l):
		return formLikely
	}
	k := strings.IndexByte(l, ' ')
	if k < 4 || strings.IndexByte(l[:k], '.') < 1 && strings.IndexByte(l[:k], '/') < 0 {
		return 0
	}
	head, rest := l[:k], l[k+1:]
	switch {
	case !strings.HasSuffix(head, ":"):
		return 0
	case sourcePlace(head), strings.HasSuffix(head, "):") && strings.IndexByte(head, '(') > 1:
		return formSure
	case strings.HasPrefix(rest, "undefined reference"), strings.HasPrefix(rest, "In function"):
		return formSure
	}
	return 0
}

// barLine judges the source that a compiler shows: 12 | x := f(), and the mark below it: | ^~~~.
func barLine(l string) bool {
	_, rest := leadingNumber(l)
	rest = strings.TrimLeft(rest, " ")
	if !strings.HasPrefix(rest, "|") || strings.HasSuffix(l, "|") && len(l) > 1 {
		return false
	}
	return isDigits(l[0]) && strings.ContainsAny(l, "(){};=") || l[0] == '|' && strings.ContainsAny(l, "^~") && strings.Trim(l, "|^~- ") == ""
}

// listingLine judges rows of ls, ps, netstat, df and ping.
func listingLine(l string) int {
	if len(l) < 14 {
		return formHint * btoi(prefixed(l, "total ") && onlyDigits(l[6:]))
	}
	switch {
	case modeWord(l):
		return formSure
	case prefixed(l, "tcp", "udp", "unix ") && strings.Count(l[:min(len(l), 24)], " ") >= 2 && strings.ContainsAny(l, ":*[") && isDigits(strings.TrimLeft(strings.TrimLeft(l, "tcpudnix46"), " ")[0]):
		return formSure
	case strings.Contains(l, "icmp_seq="), strings.HasPrefix(l, "/dev/") && strings.Contains(l, "% /"):
		return formSure
	case capsRow(l):
		return formLikely
	case processRow(l):
		return formSure
	}
	return 0
}

// modeWord says whether a line begins with the mode of a file: drwxr-xr-x 2.
func modeWord(l string) bool {
	if strings.IndexByte("-dlbcps", l[0]) < 0 {
		return false
	}
	for i := 1; i < 10; i++ {
		if b := l[i]; b != '-' && b != "rwxrwxrwx"[i-1] && (i%3 != 0 || strings.IndexByte("sStT", b) < 0) {
			return false
		}
	}
	rest := strings.TrimLeft(l[10:], ".+@ ")
	return rest != "" && isDigits(rest[0])
}

// capsRow says whether a line is the head of a listing: USER PID %CPU %MEM COMMAND.
func capsRow(l string) bool {
	n, signs := 0, 0
	for t := range strings.FieldsSeq(l) {
		n++
		for i := 0; i < len(t); i++ {
			if b := t[i]; !(b >= 'A' && b <= 'Z') && b != '%' && b != '_' && b != '-' && b != '/' {
				return false
			}
			signs += btoi(t[i] == '%' || t[i] == '_')
		}
	}
	return n >= 4 && signs > 0
}

// processRow says whether a line is a row of ps or top: a name, a number, and two shares, or a time of use.
func processRow(l string) bool {
	fields, numbers, times := 0, 0, 0
	for t := range strings.FieldsSeq(l) {
		if fields++; fields > 12 {
			break
		}
		_, rest := leadingNumber(t)
		switch {
		case rest == "":
			numbers++
		case isDigits(t[0]) && rest[0] == '.' && onlyDigits(rest[1:]):
			numbers++
		case isDigits(t[0]) && rest[0] == ':' && len(rest) >= 3 && isDigits(rest[1]) && isDigits(rest[2]):
			times++
		}
	}
	return fields >= 8 && numbers >= 5 && times >= 1
}

// segmentLine judges segments of EDI, HL7 and FIX, sentences of NMEA, records of SWIFT.
func segmentLine(l string) int {
	if len(l) < 8 {
		return 0
	}
	n := 0
	for n < len(l) && n < 6 && (l[n] >= 'A' && l[n] <= 'Z' || isDigits(l[n])) {
		n++
	}
	switch b := l[n]; {
	case (l[0] == '$' || l[0] == '!') && len(l) > 12 && l[6] == ',' && strings.Count(l, ",") >= 4:
		return formWhole
	case n == 3 && b == '|' && strings.Count(l, "|") >= 3 && !strings.HasSuffix(l, " |"):
		return formSure
	case (n == 2 || n == 3) && b == '*' && strings.Count(l, "*") >= 2:
		return formMost + formSure*btoi(strings.Count(l, "~") > 2)
	case n == 3 && (b == '+' || b == ':') && strings.HasSuffix(l, "'"):
		return formMost + formSure*btoi(strings.Count(l, "'") > 2)
	case strings.HasPrefix(l, "8=FIX"):
		return formWhole
	case l[0] == ':' && isDigits(l[1]) && isDigits(l[2]) && (l[3] == ':' || l[4] == ':'):
		return formMost
	}
	return 0
}

// propertyLine judges lines of vCard and iCalendar: BEGIN:VCARD, DTSTART;TZID=Europe/Oslo:20240301T100000.
func propertyLine(l string) int {
	if prefixed(l, "BEGIN:V", "END:V") {
		return formSure
	}
	n := 0
	for n < len(l) && (l[n] >= 'A' && l[n] <= 'Z' || l[n] == '-' || n > 0 && l[n] == '.') {
		n++
	}
	if n < 1 || n+1 >= len(l) || l[n] != ':' && l[n] != ';' || l[n+1] == ' ' || l[n+1] == '/' {
		return 0
	}
	k := strings.IndexByte(l, ':')
	if k < 0 || l[n] == ';' && strings.IndexByte(l[:k], '=') < 0 && l[n:k] != ";" && strings.IndexByte(l[:k], ' ') >= 0 {
		return 0
	}
	return formLikely
}

// pdfWords are words of PDF and PostScript that stand alone in a line or end it.
var pdfWords = [...]string{"obj", "endobj", "stream", "endstream", "xref", "startxref", "trailer", "%%EOF", "BT", "ET", "Tf", "Td", "TD", "Tj", "TJ", "Tm", "Do", "rg", "RG", "re", "cm", "gs", "scn", "def", "moveto", "lineto", "rlineto", "rmoveto",
	"curveto", "setrgbcolor", "setgray", "setlinewidth", "stroke", "fill", "show", "scalefont", "setfont", "findfont", "closepath", "newpath", "gsave", "grestore", "translate", "scale", "rotate", "showpage", "arc"}

// pageLine judges the source of PDF and PostScript.
func (f *formScan) pageLine(l string) int {
	was := f.page
	score := pdfLine(l, was)
	f.page = score > 0
	return score
}

// pdfLine judges a line of it; inside says that the line before is one.
func pdfLine(l string, inside bool) int {
	switch {
	case prefixed(l, "%PDF-", "%!PS"):
		return formSure
	case strings.HasPrefix(l, "%%") && len(l) > 4 && l[2] >= 'A' && l[2] <= 'Z':
		return formMost
	case strings.HasPrefix(l, "<<") && (len(l) == 2 || strings.Contains(l, "/")), l == ">>", strings.HasPrefix(l, "/") && strings.HasSuffix(l, " R"):
		return formMost
	case len(l) >= 18 && isDigits(l[0]) && l[10] == ' ' && onlyDigits(l[:10]) && onlyDigits(l[11:16]):
		return formSure
	}
	last := l[strings.LastIndexByte(l, ' ')+1:]
	if len(last) == 1 {
		return formLikely * btoi(strings.IndexByte("mlcvhSfnwJjdq", last[0]) >= 0 && strings.Count(l, " ") >= 2 && strings.Trim(l[:len(l)-2], "0123456789.- ") == "")
	}
	operands := len(l) > len(last) && (l[0] == '/' || l[0] == '(' || l[0] == '[' || l[0] == '-' || isDigits(l[0]))
	for _, word := range pdfWords {
		if last == word {
			return formMost * btoi(operands || inside && word == l || inside && onlyDigits(strings.Trim(l, "0 ")))
		}
	}
	return formLikely * btoi(inside && len(l) < 24 && strings.Trim(l, "0123456789 ") == "")
}

// motionLine judges a line of G-code: G1 X12.5 Y3 E.02 F1800.
func motionLine(l string) int {
	if b := l[0]; b != 'G' && b != 'M' && b != 'N' && b != 'T' {
		return 0
	}
	code, _, _ := strings.Cut(l, ";")
	n := 0
	for t := range strings.FieldsSeq(code) {
		if n++; t[0] < 'A' || t[0] > 'Z' || len(t) < 2 || strings.Trim(t[1:], "0123456789.-") != "" {
			return 0
		}
	}
	if n == 0 || n == 1 && len(l) == len(code) {
		return formHint * btoi(n == 1)
	}
	return formMost
}

// assemblyLine judges an instruction: operands of registers, or a directive.
func assemblyLine(l string) int {
	if k := strings.IndexByte(l, ':'); k > 0 && k <= 12 && hexRun(l) == k && k+1 < len(l) && (l[k+1] == '\t' || l[k+1] == ' ') {
		l = strings.TrimLeft(l[k+1:], " \t0123456789abcdef")
	}
	n := 0
	for n < len(l) && (lowerCase(l[n]) || isDigits(l[n]) || l[n] == '.' && n == 0) {
		n++
	}
	if n < 2 || n > 10 || n == len(l) || l[n] != ' ' && l[n] != '\t' {
		return 0
	}
	operands := strings.TrimLeft(l[n:], " \t")
	if len(operands) > 60 || strings.ContainsAny(operands, "&=~^!") {
		return 0
	}
	if l[0] == '.' {
		return formLikely * btoi(plainWords(operands) <= 1)
	}
	if plainWords(operands) > 2 && !strings.Contains(operands, "PTR") {
		return 0
	}
	for _, mark := range [...]string{"%r", "%e", "rbp", "rsp", "ebp", "[rbp", "[rsp", "eax", "rax", "rdi", "rsi", "ebx", "ecx", "edx", "[sp", "sp,", "x0,", "r0,", ", #", "0x", "%xmm", "a0,", "PTR ["} {
		if strings.Contains(operands, mark) {
			return formLikely + formHint
		}
	}
	return 0
}

// morse judges a line of dots and dashes.
func morse(l string) int {
	groups, dots, dashes := 0, 0, 0
	for t := range strings.FieldsSeq(l) {
		groups++
		if strings.Trim(t, ".-/|·−–_•") != "" || len(t) > 24 {
			return 0
		}
		dots += btoi(strings.ContainsAny(t, ".·•"))
		dashes += btoi(strings.ContainsAny(t, "-−–_"))
	}
	if groups < 4 || dots*5 < groups || dashes*5 < groups {
		return 0
	}
	return groups * 3 * bit
}

// latexRow judges a row of numbers of a table of LaTeX, and the lines around it.
func latexRow(l string) int {
	if l[0] == '\\' {
		return formLikely * btoi(prefixed(l, `\hline`, `\toprule`, `\midrule`, `\bottomrule`, `\begin{tab`, `\end{tab`, `\cline{`, `\centering`, `\begin{array`, `\end{array`))
	}
	if !strings.Contains(l, " & ") && strings.Count(l, "&") < 2 || !strings.HasSuffix(l, `\\`) && !strings.Contains(l, `\\ \hline`) {
		return 0
	}
	if plainWords(l) > 2 {
		return formHint / 2
	}
	return formMost
}
