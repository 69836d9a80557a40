package redact

import (
	"encoding/ascii85"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"strings"
	"unicode"
)

// junk draws dumps of many shapes; it shares nothing with package garble.
type junk struct{ *rand.Rand }

func (j junk) bytes(n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(j.IntN(256))
	}
	return b
}

func (j junk) of(alphabet string, n int) string {
	a := []rune(alphabet)
	out := make([]rune, n)
	for i := range out {
		out[i] = a[j.IntN(len(a))]
	}
	return string(out)
}

func (j junk) between(a, b int) int { return a + j.IntN(b-a+1) }

func (j junk) lines(n int, f func(i int) string) string {
	out := make([]string, n)
	for i := range out {
		out[i] = f(i)
	}
	return strings.Join(out, "\n")
}

func (j junk) joined(n int, sep string, f func() string) string {
	out := make([]string, n)
	for i := range out {
		out[i] = f()
	}
	return strings.Join(out, sep)
}

func wrap(s string, n int) string {
	var b strings.Builder
	for len(s) > n {
		b.WriteString(s[:n] + "\n")
		s = s[n:]
	}
	return b.String() + s
}

const (
	lower = "abcdefghijklmnopqrstuvwxyz"
	upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	digs  = "0123456789"
	punct = "!@#$%^&*()_+{}|:\"<>?-=[]\\;',./`~"
)

var idents = strings.Fields("user order total price state event node value index count buffer frame stream token page view model query result item option width height color")

func (j junk) ident() string { return idents[j.IntN(len(idents))] }
func (j junk) stamp() string {
	return fmt.Sprintf("2024-%02d-%02d", j.between(1, 12), j.between(1, 28))
}
func (j junk) clock() string {
	return fmt.Sprintf("%02d:%02d:%02d", j.IntN(24), j.IntN(60), j.IntN(60))
}
func (j junk) ip() string {
	return fmt.Sprintf("192.0.2.%d", j.IntN(256))
}

var months = strings.Fields("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")

type junkKind struct {
	name string
	make func(j junk) string
}

var junkKinds = []junkKind{
	{"base64 one line", func(j junk) string { return base64.StdEncoding.EncodeToString(j.bytes(j.between(70, 400))) }},
	{"base64 of text", func(j junk) string {
		return base64.StdEncoding.EncodeToString([]byte(strings.Repeat("the quick summary of the report ", j.between(3, 9))))
	}},
	{"base64 at 64", func(j junk) string { return wrap(base64.StdEncoding.EncodeToString(j.bytes(j.between(100, 400))), 64) }},
	{"base64url", func(j junk) string { return base64.RawURLEncoding.EncodeToString(j.bytes(j.between(70, 300))) }},
	{"pem", func(j junk) string {
		return "-----BEGIN CERTIFICATE-----\n" + wrap(base64.StdEncoding.EncodeToString(j.bytes(j.between(200, 500))), 64) + "\n-----END CERTIFICATE-----"
	}},
	{"data uri", func(j junk) string {
		return "data:image/png;base64," + base64.StdEncoding.EncodeToString(j.bytes(j.between(100, 300)))
	}},
	{"jwt", func(j junk) string {
		e := base64.RawURLEncoding.EncodeToString
		return e([]byte(`{"alg":"HS256","typ":"JWT"}`)) + "." + e([]byte(`{"sub":"1234567890","name":"nobody","iat":1516239022}`)) + "." + e(j.bytes(32))
	}},
	{"base32", func(j junk) string { return base32.StdEncoding.EncodeToString(j.bytes(j.between(60, 200))) }},
	{"base85", func(j junk) string {
		b := make([]byte, 1000)
		n := ascii85.Encode(b, j.bytes(j.between(80, 300)))
		return "<~" + string(b[:n]) + "~>"
	}},
	{"base85 wrapped", func(j junk) string {
		b := make([]byte, 1000)
		n := ascii85.Encode(b, j.bytes(j.between(200, 400)))
		return wrap(string(b[:n]), 72)
	}},
	{"hex upper", func(j junk) string { return strings.ToUpper(hex.EncodeToString(j.bytes(j.between(50, 200)))) }},
	{"hex wrapped", func(j junk) string { return wrap(hex.EncodeToString(j.bytes(j.between(100, 200))), 64) }},
	{"hex spaced", func(j junk) string { return fmt.Sprintf("% x", j.bytes(j.between(30, 100))) }},
	{"hex colons", func(j junk) string {
		return strings.ReplaceAll(fmt.Sprintf("% x", j.bytes(j.between(32, 64))), " ", ":")
	}},
	{"c array", func(j junk) string {
		return "static const unsigned char img[] = {\n" + j.lines(j.between(4, 10), func(int) string {
			return "  " + j.joined(12, ", ", func() string { return fmt.Sprintf("0x%02x", j.IntN(256)) }) + ","
		}) + "\n};"
	}},
	{"byte list", func(j junk) string {
		return "[" + j.joined(j.between(60, 200), ", ", func() string { return fmt.Sprint(j.IntN(256)) }) + "]"
	}},
	{"xxd", func(j junk) string {
		return j.lines(j.between(3, 12), func(i int) string {
			b := j.bytes(16)
			g := ""
			for _, c := range b {
				if c >= 32 && c < 127 {
					g += string(rune(c))
				} else {
					g += "."
				}
			}
			s := fmt.Sprintf("%08x:", i*16)
			for k := 0; k < 16; k += 2 {
				s += fmt.Sprintf(" %02x%02x", b[k], b[k+1])
			}
			return s + "  " + g
		})
	}},
	{"hexdump -C", func(j junk) string {
		return strings.TrimSpace(hex.Dump(j.bytes(j.between(50, 200))))
	}},
	{"checksums", func(j junk) string {
		return j.lines(j.between(3, 12), func(int) string {
			return hex.EncodeToString(j.bytes(32)) + "  " + j.ident() + "-" + fmt.Sprint(j.IntN(9)) + ".tar.gz"
		})
	}},
	{"percent", func(j junk) string {
		return j.joined(j.between(30, 90), "", func() string { return fmt.Sprintf("%%%02X", j.IntN(256)) })
	}},
	{"x escapes", func(j junk) string {
		return j.joined(j.between(30, 90), "", func() string { return fmt.Sprintf(`\x%02x`, j.IntN(256)) })
	}},
	{"u escapes", func(j junk) string {
		return j.joined(j.between(20, 60), "", func() string { return fmt.Sprintf(`\u%04x`, 0x400+j.IntN(256)) })
	}},
	{"quoted-printable", func(j junk) string {
		return j.joined(j.between(30, 90), "", func() string { return fmt.Sprintf(`=%02X`, 128+j.IntN(128)) })
	}},
	{"binary digits", func(j junk) string { return j.joined(j.between(12, 40), " ", func() string { return j.of("01", 8) }) }},
	{"uuencode", func(j junk) string {
		out := []string{"begin 644 photo.jpg"}
		for range j.between(3, 10) {
			l := "M"
			for range 60 {
				l += string(rune(' ' + 1 + j.IntN(64)))
			}
			out = append(out, l)
		}
		return strings.Join(append(out, "`", "end"), "\n")
	}},
	{"minified css", func(j junk) string {
		return j.joined(j.between(5, 15), "", func() string {
			return fmt.Sprintf(".%s-%s>a:hover{margin:0 %dpx;color:#%s;display:block}", j.ident(), j.ident(), j.IntN(40), j.of("0123456789abcdef", 3))
		})
	}},
	{"css with media", func(j junk) string {
		return "@media (max-width:600px){" + j.joined(j.between(4, 12), "", func() string {
			return fmt.Sprintf("#%s .%s{padding:%dpx;font-size:%dem}", j.ident(), j.ident(), j.IntN(40), j.IntN(4))
		}) + "}"
	}},
	{"webpack", func(j junk) string {
		return j.joined(j.between(4, 12), ",", func() string {
			return fmt.Sprintf(`%d:(e,t,n)=>{"use strict";n.d(t,{Z:()=>%s});var r=n(%d),o=n.n(r);const %s=e=>{let{%s:t,...a}=e;return(0,r.jsx)("div",{...a,className:i()(t,"%s")})}}`, j.IntN(9999), j.of(lower, 1), j.IntN(9999), j.of(lower, 1), j.ident(), j.ident())
		})
	}},
	{"analytics", func(j junk) string {
		return fmt.Sprintf(`(function(i,s,o,g,r,a,m){i['Obj']=r;i[r]=i[r]||function(){(i[r].q=i[r].q||[]).push(arguments)},i[r].l=1*new Date();a=s.createElement(o),m=s.getElementsByTagName(o)[0];a.async=1;a.src=g;m.parentNode.insertBefore(a,m)})(window,document,'script','//%s.example.com/a.js','ga');ga('create','UA-%d-1','auto');`, j.ident(), j.IntN(99999))
	}},
	{"json object", func(j junk) string {
		return "{" + j.joined(j.between(4, 20), ", ", func() string { return fmt.Sprintf(`"%s_%s": "%s %s"`, j.ident(), j.ident(), j.ident(), j.ident()) }) + "}"
	}},
	{"json pretty", func(j junk) string {
		return "{\n" + j.joined(j.between(5, 12), ",\n", func() string {
			return fmt.Sprintf(`  "%s": {"id": %d, "name": "%s"}`, j.ident(), j.IntN(999), j.ident())
		}) + "\n}"
	}},
	{"json array", func(j junk) string {
		return "[" + j.joined(j.between(4, 12), ",", func() string { return fmt.Sprintf(`{"id":%d,"%s":"%s"}`, j.IntN(9999), j.ident(), j.ident()) }) + "]"
	}},
	{"json cut", func(j junk) string {
		return `{"page":{"items":[` + j.joined(j.between(4, 12), ",", func() string { return fmt.Sprintf(`{"id":%d,"%s":"%s"}`, j.IntN(9999), j.ident(), j.ident()) }) + `,{"id":`
	}},
	{"python dict", func(j junk) string {
		return "{" + j.joined(j.between(5, 14), ", ", func() string { return fmt.Sprintf(`'%s': %d`, j.ident()+j.of(lower, 1), j.IntN(999)) }) + "}"
	}},
	{"php serialised", func(j junk) string {
		n := j.between(4, 12)
		return fmt.Sprintf("a:%d:{", n) + j.joined(n, "", func() string {
			w := j.ident()
			return fmt.Sprintf(`s:%d:"%s";i:%d;`, len(w), w, j.IntN(999))
		}) + "}"
	}},
	{"svg path", func(j junk) string {
		return "M" + j.joined(j.between(15, 40), "", func() string {
			return fmt.Sprintf("%s%.1f %.1f %.2f %.2f", j.of("CcSsLl", 1), j.Float64()*90, j.Float64()*90, j.Float64()*90, j.Float64()*9)
		}) + "z"
	}},
	{"polygon", func(j junk) string {
		return "POLYGON((" + j.joined(j.between(12, 40), ", ", func() string { return fmt.Sprintf("%.6f %.6f", j.Float64()*90, j.Float64()*90) }) + "))"
	}},
	{"csv numbers", func(j junk) string {
		return j.lines(j.between(5, 12), func(int) string {
			return j.joined(8, ",", func() string { return fmt.Sprintf("%.5f", j.Float64()*100) })
		})
	}},
	{"sql insert", func(j junk) string {
		return "INSERT INTO `" + j.ident() + "s` VALUES " + j.joined(j.between(3, 10), ",", func() string { return fmt.Sprintf("(%d,'%s','%s %s')", j.IntN(99), j.ident(), j.stamp(), j.clock()) }) + ";"
	}},
	{"sql lines", func(j junk) string {
		return "INSERT INTO " + j.ident() + "s (id, name, made, n) VALUES\n" + j.joined(j.between(3, 10), ",\n", func() string {
			return fmt.Sprintf("(%d, '%s', '%s', %d)", j.IntN(99), j.ident(), j.stamp(), j.IntN(9))
		}) + ";"
	}},
	{"query string", func(j junk) string {
		return j.joined(j.between(8, 20), "&", func() string { return j.ident() + "=" + j.of(lower+digs, 6) })
	}},
	{"syslog", func(j junk) string {
		return j.lines(j.between(3, 12), func(int) string {
			return fmt.Sprintf("%s %2d %s host%d sshd[%d]: Failed password for invalid user from %s port %d ssh2", months[j.IntN(12)], j.between(1, 28), j.clock(), j.IntN(9), j.IntN(9999), j.ip(), j.IntN(60000))
		})
	}},
	{"apache", func(j junk) string {
		return j.lines(j.between(2, 12), func(int) string {
			return fmt.Sprintf(`%s - - [%02d/%s/2023:%s +0000] "GET /%s/%s HTTP/1.1" 200 %d "-" "Mozilla/5.0 (X11; Linux x86_64)"`, j.ip(), j.between(1, 28), months[j.IntN(12)], j.clock(), j.ident(), j.ident(), j.IntN(9999))
		})
	}},
	{"logfmt", func(j junk) string {
		return j.lines(j.between(3, 12), func(int) string {
			return fmt.Sprintf(`time=%sT%sZ level=info msg="%s %s done" %s=%d dur=%dms`, j.stamp(), j.clock(), j.ident(), j.ident(), j.ident(), j.IntN(99), j.IntN(99))
		})
	}},
	{"log4j", func(j junk) string {
		return j.lines(j.between(3, 12), func(int) string {
			return fmt.Sprintf("%s,%03d DEBUG [pool-%d-thread-%d] c.e.%s.Service: %s %s", j.clock(), j.IntN(999), j.IntN(9), j.IntN(9), j.ident(), j.ident(), j.ident())
		})
	}},
	{"dmesg", func(j junk) string {
		return j.lines(j.between(4, 12), func(int) string {
			return fmt.Sprintf("[%12.6f] usb %d-%d: new high-speed USB device number %d using xhci_hcd", j.Float64()*9999, j.IntN(9), j.IntN(9), j.IntN(99))
		})
	}},
	{"glog", func(j junk) string {
		return j.lines(j.between(3, 12), func(int) string {
			return fmt.Sprintf("I05%02d %s.%06d %7d %s.go:%d] %s %s ready", j.between(1, 28), j.clock(), j.IntN(999999), j.IntN(99999), j.ident(), j.IntN(999), j.ident(), j.ident())
		})
	}},
	{"nginx error", func(j junk) string {
		return j.lines(j.between(2, 8), func(int) string {
			return fmt.Sprintf(`2024/0%d/1%d %s [error] %d#0: *%d open() "/var/www/%s" failed (2: No such file or directory), client: %s, server: _`, j.between(1, 9), j.IntN(9), j.clock(), j.IntN(9999), j.IntN(9999), j.ident(), j.ip())
		})
	}},
	{"python trace", func(j junk) string {
		return "Traceback (most recent call last):\n" + j.lines(j.between(2, 5), func(int) string {
			return fmt.Sprintf("  File \"/srv/app/%s.py\", line %d, in %s\n    %s = self.%s(%s)", j.ident(), j.IntN(999), j.ident(), j.ident(), j.ident(), j.ident())
		}) + "\nValueError: invalid literal for int() with base 10: '" + j.ident() + "'"
	}},
	{"go trace", func(j junk) string {
		return "panic: runtime error: index out of range [5] with length 3\n\ngoroutine 1 [running]:\n" + j.lines(j.between(2, 5), func(int) string {
			return fmt.Sprintf("main.%s(0xc000%04x, 0x%x)\n\t/home/app/%s.go:%d +0x%x", j.ident(), j.IntN(65536), j.IntN(999), j.ident(), j.IntN(999), j.IntN(999))
		})
	}},
	{"js trace", func(j junk) string {
		return "TypeError: Cannot read properties of undefined (reading '" + j.ident() + "')\n" + j.lines(j.between(2, 7), func(int) string {
			return fmt.Sprintf("    at %s.%s (https://example.com/js/app.%s.js:%d:%d)", j.ident(), j.ident(), j.of(lower+digs, 6), j.IntN(99), j.IntN(9999))
		})
	}},
	{"php trace", func(j junk) string {
		return "PHP Fatal error:  Uncaught Exception: no " + j.ident() + " in /var/www/index.php:12\nStack trace:\n" + j.lines(j.between(2, 6), func(i int) string {
			return fmt.Sprintf("#%d /var/www/%s.php(%d): %s->%s()", i, j.ident(), j.IntN(99), j.ident(), j.ident())
		}) + "\n#9 {main}\n  thrown in /var/www/index.php on line 12"
	}},
	{"csharp trace", func(j junk) string {
		return "System.NullReferenceException: Object reference not set to an instance of an object.\n" + j.lines(j.between(2, 6), func(i int) string {
			return fmt.Sprintf("   at App.%s.%s(String %s) in C:\\src\\%s.cs:line %d", j.ident(), j.ident(), j.ident(), j.ident(), j.IntN(99))
		})
	}},
	{"rust trace", func(j junk) string {
		return "thread 'main' panicked at src/main.rs:4:5:\nindex out of bounds\nstack backtrace:\n" + j.lines(j.between(3, 6), func(i int) string {
			return fmt.Sprintf("   %d: app::%s::%s\n             at ./src/%s.rs:%d:9", i, j.ident(), j.ident(), j.ident(), j.IntN(99))
		})
	}},
	{"gdb", func(j junk) string {
		return j.lines(j.between(3, 8), func(i int) string {
			return fmt.Sprintf("#%d  0x0000%08x in %s_%s (%s=%d) at %s.c:%d", i, j.IntN(1<<31), j.ident(), j.ident(), j.ident(), j.IntN(9), j.ident(), j.IntN(999))
		})
	}},
	{"registers", func(j junk) string {
		return j.lines(j.between(3, 6), func(i int) string {
			return fmt.Sprintf("RAX: %016x RBX: %016x RCX: %016x", j.Uint64(), j.Uint64(), j.Uint64())
		})
	}},
	{"uuids", func(j junk) string {
		return j.lines(j.between(4, 12), func(int) string {
			return fmt.Sprintf("%x-%x-%x-%x-%x", j.bytes(4), j.bytes(2), j.bytes(2), j.bytes(2), j.bytes(6))
		})
	}},
	{"tokens lines", func(j junk) string {
		return j.lines(j.between(6, 20), func(int) string { return j.of(lower+upper+digs, j.between(12, 32)) })
	}},
	{"object ids", func(j junk) string {
		return j.joined(j.between(4, 20), ", ", func() string { return hex.EncodeToString(j.bytes(12)) })
	}},
	{"licence keys", func(j junk) string {
		return j.lines(j.between(4, 12), func(int) string { return j.joined(5, "-", func() string { return j.of(upper+digs, 5) }) })
	}},
	{"random words", func(j junk) string {
		return j.joined(j.between(15, 60), " ", func() string { return j.of(lower, j.between(4, 10)) })
	}},
	{"random words dotted", func(j junk) string {
		return j.joined(j.between(3, 6), " ", func() string {
			w := j.joined(j.between(6, 10), " ", func() string { return j.of(lower, j.between(3, 9)) })
			return strings.ToUpper(w[:1]) + w[1:] + "."
		})
	}},
	{"random caps", func(j junk) string {
		return j.joined(j.between(15, 60), " ", func() string { return j.of(upper, j.between(5, 10)) })
	}},
	{"random cyrillic", func(j junk) string {
		return j.joined(j.between(20, 60), " ", func() string {
			return j.of("абвгдежзийклмнопрстуфхцчшщъыьэюя", j.between(5, 10))
		})
	}},
	{"random greek", func(j junk) string {
		return j.joined(j.between(20, 60), " ", func() string { return j.of("αβγδεζηθικλμνξοπρστυφχψω", j.between(5, 10)) })
	}},
	{"mash", func(j junk) string {
		rows := []string{"qwertyuiop", "asdfghjkl", "zxcvbnm", "asdfjkl"}
		return j.joined(j.between(8, 20), " ", func() string { return j.of(rows[j.IntN(4)], j.between(5, 14)) })
	}},
	{"mash one", func(j junk) string { return j.of("asdfghjkl;asdfjklqwe", j.between(60, 150)) }},
	{"punctuation", func(j junk) string { return j.of(punct, j.between(60, 200)) }},
	{"punctuation spaced", func(j junk) string {
		return j.joined(j.between(12, 30), " ", func() string { return j.of(punct, j.between(4, 12)) })
	}},
	{"printable noise", func(j junk) string { return j.of(punct+lower+upper+digs, j.between(60, 200)) }},
	{"fffd", func(j junk) string {
		return j.joined(j.between(10, 30), " ", func() string { return strings.Repeat("\uFFFD", j.between(2, 9)) })
	}},
	{"binary as latin1", func(j junk) string {
		var b strings.Builder
		for _, c := range j.bytes(j.between(80, 300)) {
			if c != '\n' && c != '\r' {
				b.WriteRune(rune(c))
			}
		}
		return strings.TrimSpace(b.String())
	}},
	{"random unicode", func(j junk) string {
		var b strings.Builder
		for b.Len() < 200 {
			if r := rune(0x21 + j.IntN(0x3000)); unicode.IsPrint(r) {
				b.WriteRune(r)
			}
		}
		return b.String()
	}},
	{"mojibake", func(j junk) string {
		var b strings.Builder
		for _, c := range []byte("Встреча прошла в столице, министр сказал, что переговоры будут продолжены.") {
			b.WriteRune(rune(c))
		}
		return strings.TrimSpace(b.String())
	}},
	{"specimen", func(j junk) string {
		return upper + " " + lower + " " + digs + " !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
	}},
	{"pairs", func(j junk) string {
		var out []string
		for r := 'А'; r <= 'Я'; r++ {
			out = append(out, string(r)+string(unicode.ToLower(r)))
		}
		for r := 'Α'; r <= 'Ω'; r++ {
			out = append(out, string(r)+string(unicode.ToLower(r)))
		}
		return strings.Join(out, " ")
	}},
	{"repeated chart", func(j junk) string {
		var b strings.Builder
		for r := 'À'; r <= 'ſ'; r++ {
			b.WriteString(strings.Repeat(string(r), j.between(1, 4)))
		}
		return b.String()
	}},
	{"chart lines", func(j junk) string {
		return j.lines(6, func(i int) string {
			var out []string
			for k := range 16 {
				out = append(out, string(rune(0x410+i*16+k)))
			}
			return strings.Join(out, " ")
		})
	}},
	{"one a line", func(j junk) string { return j.lines(60, func(i int) string { return string(rune(0x41 + i)) }) }},
	{"han sorted", func(j junk) string {
		var b strings.Builder
		r := rune(0x4e00)
		for range 80 {
			r += rune(1 + j.IntN(90))
			b.WriteRune(r)
		}
		return b.String()
	}},
	{"emoji", func(j junk) string {
		var b strings.Builder
		for r := rune(0x1F600); r < 0x1F640; r++ {
			b.WriteRune(r)
		}
		return b.String()
	}},
	{"charset table", func(j junk) string {
		return j.lines(12, func(i int) string {
			return fmt.Sprintf("0x%02X\t0x%04X\t#\tU+%04X %c", 0xC0+i, 0x410+i, 0x410+i, rune(0x410+i))
		})
	}},
	{"run", func(j junk) string { return strings.Repeat(j.of(lower+"=-_*#~.", 1), j.between(50, 300)) }},
	{"run wide", func(j junk) string {
		return strings.Repeat([]string{"хо", "ㅋ", "…", "█", "─", "ха-", "哈"}[j.IntN(7)], j.between(50, 200))
	}},
	{"run cycle", func(j junk) string { return strings.Repeat(j.of(lower, 2)+"-", j.between(20, 90)) }},
	{"run spaced", func(j junk) string { return strings.Repeat("= ", j.between(45, 90)) + "=" }},
	{"hahaha", func(j junk) string { return strings.Repeat("ha", j.between(30, 90)) }},
	{"sequence", func(j junk) string {
		return j.joined(j.between(200, 600), "", func() string { return j.of("acgt", 1) })
	}},
	{"fasta", func(j junk) string {
		return ">sp|" + j.of(upper+digs, 6) + "|" + "\n" + j.lines(j.between(5, 9), func(int) string { return j.of("ACDEFGHIKLMNPQRSTVWY", 60) })
	}},
	{"ocr", func(j junk) string {
		return j.joined(j.between(30, 60), " ", func() string { return j.of("il|1I.,;:'`~-_^!/\\rntJ", j.between(1, 6)) })
	}},
}
