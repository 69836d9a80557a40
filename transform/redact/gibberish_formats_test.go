package redact

import (
	"fmt"
	"strings"
)

// formatKinds are dumps in the formats of machines.
var formatKinds = []junkKind{
	{"xml rows", func(j junk) string {
		return "<?xml version=\"1.0\"?><" + j.ident() + "s>" + j.joined(j.between(5, 20), "", func() string {
			return fmt.Sprintf(`<%s id="%d" ref="%x"/>`, j.ident(), j.IntN(9999), j.bytes(4))
		})
	}},
	{"xml leaves", func(j junk) string {
		return "<records>\n" + j.lines(j.between(3, 10), func(int) string {
			return fmt.Sprintf("  <record>\n    <key>%d</key>\n    <%s>%s</%s>\n    <updated>%s</updated>\n  </record>", j.IntN(999), "owner", j.ident(), "owner", j.stamp())
		}) + "\n</records>"
	}},
	{"svg", func(j junk) string {
		return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">` + j.joined(j.between(4, 10), "", func() string {
			return fmt.Sprintf(`<circle cx="%d" cy="%d" r="%d" fill="#%x"/>`, j.IntN(99), j.IntN(99), j.IntN(9), j.bytes(3))
		}) + "</svg>"
	}},
	{"plist", func(j junk) string {
		return "<plist version=\"1.0\">\n<dict>\n" + j.lines(j.between(4, 12), func(int) string {
			return fmt.Sprintf("\t<key>%s</key>\n\t<string>%s</string>", j.ident(), j.ident())
		}) + "\n</dict>\n</plist>"
	}},
	{"opml", func(j junk) string {
		return j.lines(j.between(3, 9), func(int) string {
			return fmt.Sprintf(`<outline text="%s" type="rss" xmlUrl="https://example.org/%s.xml"/>`, j.ident(), j.ident())
		})
	}},
	{"rss", func(j junk) string {
		return j.lines(j.between(3, 9), func(int) string {
			return fmt.Sprintf(`<item><title>%s %s</title><link>https://example.org/%d</link><guid>%x</guid><pubDate>Mon, 0%d May 2024 %s GMT</pubDate></item>`, j.ident(), j.ident(), j.IntN(999), j.bytes(8), j.between(1, 9), j.clock())
		})
	}},
	{"yaml", func(j junk) string {
		return "services:\n  web:\n    image: registry.example.org/app:1.4\n    restart: always\n    ports:\n      - \"8080:80\"\n    environment:\n" + j.lines(j.between(3, 9), func(int) string {
			return fmt.Sprintf("      %s_%s: %d", j.ident(), j.ident(), j.IntN(999))
		})
	}},
	{"toml", func(j junk) string {
		return j.lines(j.between(2, 4), func(int) string {
			return fmt.Sprintf("[%s.%s]\n%s = %d\nname = \"%s\"\nenabled = true\n", j.ident(), j.ident(), j.ident(), j.IntN(999), j.ident())
		})
	}},
	{"ini", func(j junk) string {
		return "[" + j.ident() + "]\n" + j.lines(j.between(6, 12), func(int) string { return fmt.Sprintf("%s=%d", j.ident(), j.IntN(999)) })
	}},
	{"properties", func(j junk) string {
		return j.lines(j.between(4, 12), func(int) string {
			return fmt.Sprintf("%s.%s.%s=%s", j.ident(), j.ident(), j.ident(), j.ident())
		})
	}},
	{"env", func(j junk) string {
		return j.lines(j.between(4, 12), func(int) string {
			return fmt.Sprintf("%s_%s=%s", strings.ToUpper(j.ident()), strings.ToUpper(j.ident()), j.of(lower+digs, 9))
		})
	}},
	{"csv ids", func(j junk) string {
		return "id,name,created,amount,code\n" + j.lines(j.between(4, 12), func(int) string {
			return fmt.Sprintf("%d,%s,%s,%d.%02d,%x", j.IntN(99999), j.ident(), j.stamp(), j.IntN(999), j.IntN(99), j.bytes(3))
		})
	}},
	{"tsv", func(j junk) string {
		return j.lines(j.between(4, 12), func(int) string {
			return fmt.Sprintf("%d\t%d\t%.3f\t%.3f\t%d\t%d", j.IntN(9999), j.IntN(9999), j.Float64(), j.Float64(), j.IntN(99), j.IntN(9))
		})
	}},
	{"csv semicolon", func(j junk) string {
		return j.lines(j.between(4, 12), func(int) string {
			return fmt.Sprintf("%d;%s;%d;%d;%d", j.IntN(99999), j.stamp(), j.IntN(99), j.IntN(99), j.IntN(9999))
		})
	}},
	{"sql update", func(j junk) string {
		return j.lines(j.between(1, 8), func(int) string {
			return fmt.Sprintf("UPDATE %ss SET %s_id=%d, hash='%x' WHERE id=%d;", j.ident(), j.ident(), j.IntN(9999), j.bytes(8), j.IntN(999))
		})
	}},
	{"sql create", func(j junk) string {
		return "DROP TABLE IF EXISTS `" + j.ident() + "`;\nCREATE TABLE `" + j.ident() + "` (\n  `id` int(11) NOT NULL AUTO_INCREMENT,\n" + j.lines(j.between(2, 6), func(int) string {
			return fmt.Sprintf("  `%s` varchar(%d) DEFAULT NULL,", j.ident(), j.IntN(255))
		}) + "\n  PRIMARY KEY (`id`)\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;"
	}},
	{"pg copy", func(j junk) string {
		return "COPY public." + j.ident() + "s (id, name, made) FROM stdin;\n" + j.lines(j.between(3, 9), func(int) string {
			return fmt.Sprintf("%d\t%s\t%s %s\t%d\t\\N", j.IntN(999), j.ident(), j.stamp(), j.clock(), j.IntN(9))
		}) + "\n\\."
	}},
	{"json lines", func(j junk) string {
		return j.lines(j.between(3, 9), func(int) string {
			return fmt.Sprintf(`{"id":%d,"%s":"%s","ok":true,"n":null}`, j.IntN(999), j.ident(), j.ident())
		})
	}},
	{"graphql", func(j junk) string {
		return j.lines(j.between(2, 4), func(int) string {
			return "type " + strings.ToUpper(j.ident()[:1]) + j.ident() + " {\n  id: ID!\n  " + j.ident() + ": String!\n  " + j.ident() + ": [Int!]!\n  createdAt: DateTime!\n}"
		})
	}},
	{"proto text", func(j junk) string {
		return j.lines(j.between(2, 5), func(int) string {
			return fmt.Sprintf("%s {\n  %s_id: %d\n  name: \"%s\"\n  %s: %.2f\n}", j.ident(), j.ident(), j.IntN(99), j.ident(), j.ident(), j.Float64())
		})
	}},
	{"proto", func(j junk) string {
		return "message Item {\n" + j.lines(j.between(3, 8), func(i int) string { return fmt.Sprintf("  string %s = %d;", j.ident(), i+1) }) + "\n}"
	}},
	{"vcard", func(j junk) string {
		return fmt.Sprintf("BEGIN:VCARD\nVERSION:3.0\nN:%s;%s;;;\nFN:%s\nTEL;TYPE=CELL:555-01%02d\nEMAIL;TYPE=INTERNET:%s@example.org\nREV:20240101T000000Z\nEND:VCARD", j.ident(), j.ident(), j.ident(), j.IntN(99), j.ident())
	}},
	{"ics", func(j junk) string {
		return fmt.Sprintf("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//example//cal//EN\nBEGIN:VEVENT\nUID:%x@example.org\nDTSTAMP:20240301T100000Z\nDTSTART;TZID=Europe/Oslo:20240301T100000\nSUMMARY:%s %s\nEND:VEVENT\nEND:VCALENDAR", j.bytes(8), j.ident(), j.ident())
	}},
	{"mail head", func(j junk) string {
		return fmt.Sprintf("Received: from mx%d.example.org (mx.example.org [192.0.2.%d])\n\tby mail.example.net (Postfix) with ESMTPS id %X\n\tfor <a@example.net>; Mon, 5 Feb 2024 %s +0000 (UTC)\nMessage-ID: <%x@example.org>\nDate: Mon, 5 Feb 2024 10:00:00 +0000\nMIME-Version: 1.0\nContent-Type: text/plain; charset=\"utf-8\"\nContent-Transfer-Encoding: 8bit\nX-Mailer: %s 1.2", j.IntN(9), j.IntN(99), j.bytes(5), j.clock(), j.bytes(6), j.ident())
	}},
	{"http head", func(j junk) string {
		return fmt.Sprintf("HTTP/1.1 200 OK\nServer: nginx/1.%d.0\nContent-Type: text/html; charset=UTF-8\nContent-Length: %d\nCache-Control: max-age=3600, public\nETag: \"%x\"\nX-Request-Id: %x", j.IntN(30), j.IntN(9999), j.bytes(6), j.bytes(8))
	}},
	{"pdf", func(j junk) string {
		return fmt.Sprintf("%d 0 obj\n<< /Type /Page /Parent 3 0 R /Resources << /Font << /F1 7 0 R >> >> >>\nendobj\n%d 0 obj\n<< /Length %d >>\nstream\nBT\n/F1 12 Tf\n72 712 Td\n(%s) Tj\nET\nendstream\nendobj\nxref\n0 6\n0000000000 65535 f\n0000000017 00000 n\ntrailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF", j.IntN(99), j.IntN(99), j.IntN(999), j.ident(), j.IntN(9999))
	}},
	{"postscript", func(j junk) string {
		return "%!PS-Adobe-3.0\n%%BoundingBox: 0 0 612 792\n/Helvetica findfont 12 scalefont setfont\nnewpath\n" + j.lines(j.between(4, 10), func(int) string {
			return fmt.Sprintf("%d %d %s", j.IntN(600), j.IntN(600), []string{"moveto", "lineto"}[j.IntN(2)])
		}) + "\nclosepath\nstroke\nshowpage"
	}},
	{"morse", func(j junk) string {
		return j.joined(j.between(20, 60), " ", func() string { return j.of(".-", j.between(1, 4)) })
	}},
	{"gcode", func(j junk) string {
		return "G21\nG90\nM104 S200\n" + j.lines(j.between(5, 14), func(int) string {
			return fmt.Sprintf("G1 X%.3f Y%.3f E%.5f", j.Float64()*99, j.Float64()*99, j.Float64())
		})
	}},
	{"latex table", func(j junk) string {
		return "\\begin{tabular}{lrrr}\n\\hline\n" + j.lines(j.between(3, 9), func(int) string {
			return fmt.Sprintf("%d & %.2f & %.2f & %.3f \\\\", j.IntN(99), j.Float64(), j.Float64(), j.Float64())
		}) + "\n\\hline\n\\end{tabular}"
	}},
	{"edi", func(j junk) string {
		return "UNH+1+ORDERS:D:96A:UN'\n" + j.lines(j.between(3, 9), func(i int) string {
			return fmt.Sprintf("LIN+%d++%d:EN'\nQTY+21:%d'", i+1, j.IntN(99999999), j.IntN(99))
		}) + "\nUNT+9+1'"
	}},
	{"x12", func(j junk) string {
		return "ISA*00*          *00*          *ZZ*SENDER*ZZ*RECEIVER*240101*1200*U*00401*000000001*0*P*>~\n" + j.lines(j.between(3, 9), func(i int) string {
			return fmt.Sprintf("PO1*%d*%d*EA*%d.00**UP*%d~", i, j.IntN(99), j.IntN(99), j.IntN(999999))
		})
	}},
	{"hl7", func(j junk) string {
		return "MSH|^~\\&|LAB|HOSP|EHR|HOSP|20240101||ORU^R01|1|P|2.3\nPID|1||12345^^^HOSP||DOE^J||19700101|M\n" + j.lines(j.between(2, 6), func(i int) string {
			return fmt.Sprintf("OBX|%d|NM|%s||%d|mg/dL|70-99|H|||F", i, j.ident(), j.IntN(200))
		})
	}},
	{"fix", func(j junk) string {
		return j.lines(j.between(1, 4), func(i int) string {
			return fmt.Sprintf("8=FIX.4.4|9=176|35=D|49=CLIENT|56=BROKER|34=%d|52=20240101-%s|11=%d|55=XYZ|54=1|38=%d|40=2|44=%d.5|10=128|", i, j.clock(), j.IntN(9999), j.IntN(999), j.IntN(99))
		})
	}},
	{"nmea", func(j junk) string {
		return j.lines(j.between(2, 9), func(i int) string {
			return fmt.Sprintf("$GPGGA,%06d,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*%02X", j.IntN(235959), j.IntN(256))
		})
	}},
	{"ls", func(j junk) string {
		return "total " + fmt.Sprint(j.IntN(99)) + "\n" + j.lines(j.between(3, 9), func(i int) string {
			return fmt.Sprintf("-rw-r--r--  1 root root %6d May %2d 10:%02d %s.conf", j.IntN(99999), j.between(1, 28), j.IntN(60), j.ident())
		})
	}},
	{"ps", func(j junk) string {
		return "USER       PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n" + j.lines(j.between(3, 9), func(i int) string {
			return fmt.Sprintf("root     %5d  0.%d  0.%d %6d %5d ?        Ss   10:%02d   0:%02d /usr/sbin/%s", j.IntN(9999), j.IntN(9), j.IntN(9), j.IntN(99999), j.IntN(9999), j.IntN(60), j.IntN(60), j.ident())
		})
	}},
	{"netstat", func(j junk) string {
		return j.lines(j.between(3, 9), func(i int) string {
			return fmt.Sprintf("tcp        0      %d 192.0.2.%d:%d      192.0.2.9:443       ESTABLISHED", j.IntN(9), j.IntN(99), j.IntN(60000))
		})
	}},
	{"compiler", func(j junk) string {
		return j.lines(j.between(3, 6), func(i int) string {
			return fmt.Sprintf("src/%s.c:%d:%d: error: expected ';' before '%s'\n   %d |   return %s(%s)\n      |          ^~~~", j.ident(), j.IntN(999), j.IntN(80), j.ident(), j.IntN(999), j.ident(), j.ident())
		})
	}},
	{"diff", func(j junk) string {
		return fmt.Sprintf("diff --git a/%[1]s.go b/%[1]s.go\nindex 83db48f..bf269f4 100644\n--- a/%[1]s.go\n+++ b/%[1]s.go\n@@ -%[2]d,3 +%[2]d,3 @@ func main() {\n \tx := %[3]s()\n-\tprint the old value\n+\tprint the new value\n \treturn x", j.ident(), j.IntN(99), j.ident())
	}},
	{"assembly", func(j junk) string {
		return j.lines(j.between(5, 12), func(i int) string {
			return []string{"    mov    rax, QWORD PTR [rbp-0x8]", "    push   rbp", "    lea    rdi, [rip+0xe9f]", "    call   0x1050 <puts@plt>", "    mov    eax, 0x0", "    add    rsp, 0x10", "    movq   %rsp, %rbp", "    xor    edx, edx"}[j.IntN(8)]
		})
	}},
	{"chart codes", func(j junk) string {
		r := rune([]int{0xC0, 0x391, 0x410, 0x531, 0x5D0, 0x904, 0xE01, 0x10A0, 0x13A0, 0x1401, 0x2190, 0x3041, 0x4E00, 0xA000, 0xAC00, 0x1F300}[j.IntN(16)])
		return j.lines(j.between(24, 60), func(i int) string { return fmt.Sprintf("U+%04X %c", r+rune(i), r+rune(i)) })
	}},
	{"chart equals", func(j junk) string {
		r := rune([]int{0xC0, 0x410, 0xFF01, 0x3041, 0xA000, 0x1F300, 0x2500}[j.IntN(7)])
		n := 127
		return j.joined(j.between(30, 80), " ", func() string { n++; return fmt.Sprintf("%d=%c", n, r+rune(n)-128) })
	}},
	{"chart quoted", func(j junk) string {
		r := rune([]int{0xC0, 0x410, 0x3041, 0xA000, 0x5D0}[j.IntN(5)])
		n := -1
		return j.joined(j.between(24, 27), ",", func() string { n++; return fmt.Sprintf("\"%c\"", r+rune(n)) })
	}},
	{"chart entity", func(j junk) string {
		r := rune([]int{0xC0, 0x410, 0x2190, 0x2200}[j.IntN(4)])
		return j.lines(j.between(24, 60), func(i int) string {
			return fmt.Sprintf("%c\t&#%d;\t%d\t%x", r+rune(i), r+rune(i), r+rune(i), r+rune(i))
		})
	}},
	{"chart broken", func(j junk) string {
		r := rune([]int{0xC0, 0x3A0, 0x10A0, 0x13A0, 0x2460, 0x30A1, 0xA000, 0xC000, 0x1D400}[j.IntN(9)])
		n := -1
		return strings.TrimSpace(j.joined(j.between(48, 100), "", func() string { n++; return string(r+rune(n)) + []string{" ", " ", " ", "\n"}[j.IntN(4)] }))
	}},
}
