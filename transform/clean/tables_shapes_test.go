package clean

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform/steptest"
)

const portsTable = "| Port | Boats | Crew |\n|---|---|---|\n| Oldhaven | 12 | 40 |\n| Tollund | 9 | 31 |"

// One table as the world writes it.
var portShapes = map[string]string{
	"leading pipes":          "| Port | Boats | Crew\n|---|---|---\n| Oldhaven | 12 | 40\n| Tollund | 9 | 31",
	"trailing pipes":         "Port | Boats | Crew |\n---|---|---|\nOldhaven | 12 | 40 |\nTollund | 9 | 31 |",
	"no outer pipes":         "Port|Boats|Crew\n----|-----|----\nOldhaven|12|40\nTollund|9|31",
	"no rule":                "Port | Boats | Crew\nOldhaven | 12 | 40\nTollund | 9 | 31",
	"rule of long dashes":    "| Port | Boats | Crew |\n|—|—|—|\n| Oldhaven | 12 | 40 |\n| Tollund | 9 | 31 |",
	"rule twice":             "| Port | Boats | Crew |\n|---|---|---|\n|---|---|---|\n| Oldhaven | 12 | 40 |\n| Tollund | 9 | 31 |",
	"escaped pipes":          "\\| Port \\| Boats \\| Crew \\|\n\\|---\\|---\\|---\\|\n\\| Oldhaven \\| 12 \\| 40 \\|\n\\| Tollund \\| 9 \\| 31 \\|",
	"blank lines":            "| Port | Boats | Crew |\n\n|---|---|---|\n\n| Oldhaven | 12 | 40 |\n\n| Tollund | 9 | 31 |",
	"blank behind header":    "| Port | Boats | Crew |\n|---|---|---|\n\n| Oldhaven | 12 | 40 |\n| Tollund | 9 | 31 |",
	"one line":               "| Port | Boats | Crew | |---|---|---| | Oldhaven | 12 | 40 | | Tollund | 9 | 31 |",
	"one line, trailing":     "Port | Boats | Crew | ---|---|---| Oldhaven | 12 | 40 | Tollund | 9 | 31 |",
	"one line, no rule":      "| Port | Boats | Crew | | Oldhaven | 12 | 40 | | Tollund | 9 | 31 |",
	"MySQL":                  "+----------+-------+------+\n| Port     | Boats | Crew |\n+----------+-------+------+\n| Oldhaven |    12 |   40 |\n| Tollund  |     9 |   31 |\n+----------+-------+------+",
	"psql":                   "   Port   | Boats | Crew \n----------+-------+------\n Oldhaven |    12 |   40\n Tollund  |     9 |   31",
	"Org mode":               "| Port     | Boats | Crew |\n|----------+-------+------|\n| Oldhaven |    12 |   40 |\n| Tollund  |     9 |   31 |",
	"RST grid":               "+----------+-------+------+\n| Port     | Boats | Crew |\n+==========+=======+======+\n| Oldhaven | 12    | 40   |\n+----------+-------+------+\n| Tollund  | 9     | 31   |\n+----------+-------+------+",
	"RST simple":             "========  =====  ====\nPort      Boats  Crew\n========  =====  ====\nOldhaven     12    40\nTollund       9    31\n========  =====  ====",
	"stars at corners":       "*----------*-------*------*\n| Port     | Boats | Crew |\n*----------*-------*------*\n| Oldhaven | 12    | 40   |\n| Tollund  | 9     | 31   |\n*----------*-------*------*",
	"bars":                   "---------------------------\n| Port     | Boats | Crew |\n---------------------------\n| Oldhaven | 12    | 40   |\n| Tollund  | 9     | 31   |\n---------------------------",
	"light box":              "┌──────────┬───────┬──────┐\n│ Port     │ Boats │ Crew │\n├──────────┼───────┼──────┤\n│ Oldhaven │ 12    │ 40   │\n│ Tollund  │ 9     │ 31   │\n└──────────┴───────┴──────┘",
	"rounded box":            "╭──────────┬───────┬──────╮\n│ Port     │ Boats │ Crew │\n├──────────┼───────┼──────┤\n│ Oldhaven │ 12    │ 40   │\n├──────────┼───────┼──────┤\n│ Tollund  │ 9     │ 31   │\n╰──────────┴───────┴──────╯",
	"double box":             "╔══════════╦═══════╦══════╗\n║ Port     ║ Boats ║ Crew ║\n╠══════════╬═══════╬══════╣\n║ Oldhaven ║ 12    ║ 40   ║\n║ Tollund  ║ 9     ║ 31   ║\n╚══════════╩═══════╩══════╝",
	"heavy and light box":    "┏━━━━━━━━━━┳━━━━━━━┳━━━━━━┓\n┃ Port     ┃ Boats ┃ Crew ┃\n┡━━━━━━━━━━╇━━━━━━━╇━━━━━━┩\n│ Oldhaven │ 12    │ 40   │\n│ Tollund  │ 9     │ 31   │\n└──────────┴───────┴──────┘",
	"box without a frame":    " Port     │ Boats │ Crew\n══════════╪═══════╪══════\n Oldhaven │    12 │   40\n Tollund  │     9 │   31",
	"broken bars":            "Port ¦ Boats ¦ Crew\nOldhaven ¦ 12 ¦ 40\nTollund ¦ 9 ¦ 31",
	"wide bars":              "Port｜Boats｜Crew\nOldhaven｜12｜40\nTollund｜9｜31",
	"DokuWiki":               "^ Port ^ Boats ^ Crew ^\n| Oldhaven | 12 | 40 |\n| Tollund | 9 | 31 |",
	"Confluence":             "||Port||Boats||Crew||\n|Oldhaven|12|40|\n|Tollund|9|31|",
	"MoinMoin":               "|| Port || Boats || Crew ||\n|| Oldhaven || 12 || 40 ||\n|| Tollund || 9 || 31 ||",
	"Textile":                "|_. Port |_. Boats |_. Crew |\n| Oldhaven | 12 | 40 |\n| Tollund | 9 | 31 |",
	"Creole":                 "|=Port |=Boats |=Crew |\n|Oldhaven |12 |40 |\n|Tollund |9 |31 |",
	"MediaWiki":              "{| class=\"wikitable\"\n! Port !! Boats !! Crew\n|-\n| Oldhaven || 12 || 40\n|-\n| Tollund || 9 || 31\n|}",
	"HTML":                   "<table><tr><th>Port</th><th>Boats</th><th>Crew</th></tr><tr><td>Oldhaven</td><td>12</td><td>40</td></tr><tr><td>Tollund</td><td>9</td><td>31</td></tr></table>",
	"columns":                "Port       Boats   Crew\nOldhaven      12     40\nTollund        9     31",
	"columns, underlined":    "Port       Boats   Crew\n-----------------------\nOldhaven      12     40\nTollund        9     31",
	"columns, tight":         "Port     Boats Crew\nOldhaven    12   40\nTollund      9   31",
	"columns, blank lines":   "Port       Boats   Crew\n\nOldhaven      12     40\n\nTollund        9     31",
	"columns out of line":    "Port   Boats   Crew\nOldhaven   12   40\nTollund   9   31",
	"tabs":                   "Port\tBoats\tCrew\nOldhaven\t12\t40\nTollund\t9\t31",
	"tabs in runs":           "Port\t\tBoats\tCrew\nOldhaven\t12\t40\nTollund\t\t9\t31",
	"semicolons":             "Port;Boats;Crew\nOldhaven;12;40\nTollund;9;31",
	"commas":                 "Port,Boats,Crew\nOldhaven,12,40\n\"Tollund\",9,31",
	"commas with blanks":     "Port, Boats, Crew\nOldhaven, 12, 40\nTollund, 9, 31",
	"a cell a line":          "Port\nBoats\nCrew\nOldhaven\n12\n40\nTollund\n9\n31",
	"a cell a paragraph":     "Port\n\nBoats\n\nCrew\n\nOldhaven\n\n12\n\n40\n\nTollund\n\n9\n\n31",
	"a row a paragraph":      "Port\nBoats\nCrew\n\nOldhaven\n12\n40\n\nTollund\n9\n31",
	"LaTeX":                  "\\begin{tabular}{lrr}\n\\hline\nPort & Boats & Crew \\\\\n\\hline\nOldhaven & 12 & 40 \\\\\nTollund & 9 & 31 \\\\\n\\hline\n\\end{tabular}",
	"an empty column":        "|| Port | Boats | Crew |\n|| Oldhaven | 12 | 40 |\n|| Tollund | 9 | 31 |",
	"an empty row":           "| Port | Boats | Crew\n|---|---|---\n| Oldhaven | 12 | 40\n| | |\n| Tollund | 9 | 31",
	"indented, in no code":   "    Port | Boats | Crew |\n    ---|---|---|\n    Oldhaven | 12 | 40 |\n    Tollund | 9 | 31 |",
	"the rule at the bottom": "| Port | Boats | Crew |\n| Oldhaven | 12 | 40 |\n| Tollund | 9 | 31 |\n|---|---|---|",
}

// Whatever the shape, the same comes out: in the middle, at the start and at the end of a text, and with
// nothing but the words around it where tables are cut.
func TestTablesShapes(t *testing.T) {
	before, behind := "The ships came home late that year.\n\n", "\n\nNobody had counted them before the storm.\n\nIt had been a long summer.\n\nThe quay stood empty for weeks."
	sentences := "Port: Oldhaven; Boats: 12; Crew: 40.\nPort: Tollund; Boats: 9; Crew: 31."
	for name, shape := range portShapes {
		for _, c := range []struct{ args, in, want string }{
			{"keep", before + shape + behind, before + portsTable + behind},
			{"keep", shape + behind, portsTable + behind},
			{"keep", before + shape + behind + "\n\n" + shape, before + portsTable + behind + "\n\n" + portsTable},
			{"keep", before + shape + "\n\n" + shape + behind, before + portsTable + "\n\n" + portsTable + behind},
			{"text", before + shape + behind, before + sentences + behind},
			{"cut", before + shape + behind, before + behind[2:]},
		} {
			got := cleaned(t, steptest.New(t, Tables, c.args, []string{c.in}, nil))
			if got == c.want || (strings.Contains(name, "paragraph") || name == "columns, blank lines") && strings.Contains(c.in, shape+"\n\n"+shape) {
				continue // nothing parts such tables
			}
			t.Errorf("%s, %s of\n%s\nis\n%s\nnot\n%s", name, c.args, c.in, got, c.want)
			break
		}
	}
}

// The column holds the same cells whatever the shape and whatever becomes of the table.
func TestTablesShapesColumn(t *testing.T) {
	want := `tables=[{0, 0, 0, Port, Oldhaven}, {0, 0, 1, Boats, "12"}, {0, 0, 2, Crew, "40"}, {0, 1, 0, Port, Tollund}, {0, 1, 1, Boats, "9"}, {0, 1, 2, Crew, "31"}]`
	for name, shape := range portShapes {
		for _, to := range []string{"keep", "text", "cut"} {
			s := steptest.New(t, Tables, "{to: "+to+", column: true}", []string{"Late in the year.\n\n" + shape + "\n\nAnd so on.\n\nIt went well.\n\nAll of it.\n\nThe end of it."}, nil)
			docs := s.Docs()
			if err := s.Run(docs, nil); err != nil {
				t.Fatal(err)
			}
			if got := s.Row(&docs[0]); got != want {
				t.Errorf("%s, %s gives %s", name, to, got)
			}
		}
	}
}

// Words of many scripts, and cells that say nothing.
func TestTablesWords(t *testing.T) {
	checkTables(t, "", []markupCase{
		{"港口  船只\n奥斯陆    12\n卑尔根     9\n斯德哥尔摩  7", "| 港口 | 船只 |\n|---|---|\n| 奥斯陆 | 12 |\n| 卑尔根 | 9 |\n| 斯德哥尔摩 | 7 |"}, // two columns of a terminal each
		{"項目　　値段\n林檎　　３００\n蜜柑　　２１０", "| 項目 | 値段 |\n|---|---|\n| 林檎 | ３００ |\n| 蜜柑 | ２１０ |"},
		{"الميناء | القوارب\nأوسلو | ١٢\nبيرغن | ٩", "| الميناء | القوارب |\n|---|---|\n| أوسلو | ١٢ |\n| بيرغن | ٩ |"},
		{"Порт      Суда\nОсло        12\nБерген       9", "| Порт | Суда |\n|---|---|\n| Осло | 12 |\n| Берген | 9 |"},
		{"       Boats  Crew\nNorth     12     -\nSouth      9    31", "| | Boats | Crew |\n|---|---|---|\n| North | 12 | - |\n| South | 9 | 31 |"},
		{"Port      Boats  Remark\nOldhaven     12  closed in\n                 winter\nTollund       9", "| Port | Boats | Remark |\n|---|---|---|\n| Oldhaven | 12 | closed in winter |\n| Tollund | 9 | |"},
		{"> a | b |\n> ---|---|\n> 1 | 2 |", "> | a | b |\n> |---|---|\n> | 1 | 2 |"},
		{"Before | a | b | |---|---| | 1 | 2 | behind it.", "Before\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nbehind it."},
		{"+---+-----+\n| A | B   |\n+===+=====+\n| x | one |\n|   | two |\n+---+-----+\n| y | z   |\n+---+-----+", "| A | B |\n|---|---|\n| x | one two |\n| y | z |"},
	})
}

// What looks like a table and is none.
func TestTablesLeft(t *testing.T) {
	checkTables(t, "", same(
		"The choice is a | b; the sign | stands left of Z.",
		"$ cat a | sort | uniq\n$ ls | wc | tail\n$ ps | grep go | less",
		"cat a | sort\nls | wc\nps | grep go",
		"if (a || b) return;\nx = a || b || c",
		"|x| + |y| = |z|\n|a| - |b| < |c|",
		"src\n|-- main\n|   |-- run\n|   `-- help\n`-- doc",
		"├── main\n│   ├── run\n│   └── help\n└── doc",
		"+-----+     +-----+\n|  A  |---->|  B  |\n+-----+     +-----+",
		"┌─────┐     ┌─────┐\n│  A  │────▶│  B  │\n└─────┘     └─────┘",
		"+-----------------+\n| Mind the step   |\n| and the beam.   |\n+-----------------+",
		"O roof,    o rain,\n    o rain   on the roof,\nthe same,     the same,\n  and never    enough.",
		"Chapter one ........ 5\nChapter two ........ 17\nChapter three ...... 31",
		"8  r n b q k b n r\n7  p p p p p p p p\n6  . . . . . . . .\n   a b c d e f g h",
		"2024-01-02 12:00:01  INFO   server started\n2024-01-02 12:00:02  WARN   no route\n2024-01-02 12:00:09  ERROR  gave up",
		"1.\tOpen the lid.\n2.\tPress the button.\n3.\tClose the lid.",
		"ANNA\tWhere have you been all day?\nBEN\tAt the harbour, looking at boats.\nANNA\tAnd what did you see there?",
		"Files:\t\tsrc/*\nOwner:\t\tAda\nLicense:\tMIT",
		"Ada Brenn      <ada@example.org>\nBen Voss       <ben@example.org>\nCid Tolkien    <cid@example.org>",
		"The town grew fast in         Nobody asked where the\nthose years, and with it      money came from, and few\nthe harbour and the rope      would have told them if\nworks, until the fire.        they had been asked.",
		"He said:  \"Come.\"  She came.\nThey sat.  It rained.  Nobody spoke.\nLate.  Very late.  Too late.",
		"A heading\n=========\n\nOne sentence.  And one more.\nThis one.  It goes on.\n\nThe next\n--------\n",
		"Oslo, Norway\nBergen, Norway\nMalmö, Sweden",
		"Name: Ada | Age: 12\nName: Ben | Age: 13\nName: Cid | Age: 14",
		"Monday\n12 May\nRoom 4\n\nTuesday\n13 May\nRoom 5",
		"1984\n1985\n1986\n1987\n1988\n1989",
		"- | a | b |\n  |---|---|\n  | 1 | 2 |",
		"Words.\n\n---\n\nMore.\n\n* * *\n\nAnd more.",
		"```\n+---+---+\n| a | b |\n+---+---+\n| 1 | 2 |\n+---+---+\n```",
		"# Title\n\nWords:\n\n    a | b |\n    ---|---|\n    1 | 2 |\n", // indented code of Markdown
	))
	checkTables(t, "cut", same("Before.\n\nAda | Brenn went home.\n\nBehind.", "a  b\n\nc  d"))
}

func TestTablesDebris(t *testing.T) {
	for _, debris := range []string{
		"|---|---|", "| |", "| | |\n|---|---|\n| | |", "|||||", "| - | - |", "| &nbsp; | &nbsp; |", "|—|—|", ":---:|:---:", "----+----", "+----+----+\n|    |    |\n+----+----+",
		"┌──┬──┐\n│  │  │\n└──┴──┘", "│ │ │", "=====  =====", "{|\n|-\n|\n|}", "\\|---\\|---\\|", "| ... | ... |", ";;;;\n;;;;", "[TABLE]", "td td tr", "colspan=\"2\" |", "! !! !!", "---\n| | |\n* * *",
	} {
		checkTables(t, "", []markupCase{{"Words before it.\n\n" + debris + "\n\nWords behind it.", "Words before it.\n\nWords behind it."}})
	}
	checkTables(t, "", []markupCase{
		{"The words stand here still.\n|---|---|\nAnd these go on as well.", "The words stand here still.\nAnd these go on as well."},
		{"The words of it stand here still. | | |", "The words of it stand here still."},
		{"Here |---|---| they go on.", "Here they go on."},
		{"| a | b |\n|---|---|\n\n| a | b |\n|---|---|\n| 1 | 2 |", "| a | b |\n|---|---|\n| 1 | 2 |"},
	})
	checkTables(t, "", same("Write `|---|---|` under it.", "the group of [table] words", "| Port | Boats |\n|---|---|\n", "td and tr are tags."))
}

// Copies of a table in broken tags: the second whole one goes, and so does one that is a part of the next.
func TestTablesCopies(t *testing.T) {
	row := func(cells ...string) string { return strings.Join(cells, "< td /> ") + "< td /> tr >\n" }
	whole := "Plan< th /> Cost< th /> tr >\n" + row("Bridge", "12") + row("Ferry", "3")
	github := "| Plan | Cost |\n|---|---|\n| Bridge | 12 |\n| Ferry | 3 |"
	checkTables(t, "", []markupCase{
		{whole + "\n" + whole, github + "\n\n"},
		{"Plan< th /> Cost< th /> tr >\n" + row("Bridge", "") + "\n" + whole, github + "\n"},
		{whole + "\nSome words.\n\n" + whole, github + "\n\nSome words.\n\n" + github + "\n"},
	})
}

func TestTablesTextInScripts(t *testing.T) {
	checkTables(t, "text", []markupCase{
		{"| 港口 | 船 |\n|---|---|\n| 奥斯陆 | 十二 |", "港口：奥斯陆；船：十二。"},
		{"| بندر | قارب |\n|---|---|\n| أوسلو | 12 |", "بندر: أوسلو؛ قارب: 12."},
		{"| बंदर | नाव |\n|---|---|\n| ओस्लो | १२ |", "बंदर: ओस्लो; नाव: १२।"},
		{"| Ready? | Name: | Note |\n|---|---|---|\n| yes | Ada | A word. |\n| no | Ben Inc. | x \\| y |", "Ready? yes; Name: Ada; Note: A word.\nReady? no; Name: Ben Inc.; Note: x / y."},
		{"| Note | By |\n|---|---|\n| It was a long day. | Ada |", "Note: It was a long day. By: Ada."},
		{"| | |\n|---|---|\n| Rope | It holds. |\n| Oar | moves |", "Rope: It holds.\nOar: moves."},
		{"| a | b |\n|---|---|", "a; b."},
	})
	checkTables(t, "cut", []markupCase{
		{"Before | a | b | |---|---| | 1 | 2 | behind.", "Before behind."},
		{"Before.\n> | a | b |\n> |---|---|\n> | 1 | 2 |\nBehind.", "Before.\nBehind."},
	})
}

// A table drawn at random comes out the same from every dialect.
func TestTablesDialectsAgree(t *testing.T) {
	cell := rapid.StringMatching(`[A-Z][a-z]{2,8}( [a-z]{3,6})?`)
	number := rapid.StringMatching(`[1-9][0-9]{0,3}`)
	dialects := map[string]func([][]string) string{
		"trailing": func(rows [][]string) string { return joinRows(rows, "", " | ", " |", true) },
		"leading":  func(rows [][]string) string { return joinRows(rows, "| ", " | ", "", true) },
		"tabs":     func(rows [][]string) string { return joinRows(rows, "", "\t", "", false) },
		"fields":   func(rows [][]string) string { return joinRows(rows, "", ";", "", false) },
		"wiki":     func(rows [][]string) string { return joinRows(rows, "|| ", " || ", " ||", false) },
		"box":      func(rows [][]string) string { return joinRows(rows, "│ ", " │ ", " │", false) },
	}
	rapid.Check(t, func(t *rapid.T) {
		columns, n := rapid.IntRange(3, 6).Draw(t, "columns"), rapid.IntRange(3, 8).Draw(t, "rows")
		rows := make([][]string, n)
		for i := range rows {
			for k := range columns {
				if i > 0 && k > 0 && k%2 == 0 {
					rows[i] = append(rows[i], number.Draw(t, "number"))
				} else {
					rows[i] = append(rows[i], cell.Draw(t, "cell"))
				}
			}
		}
		want := joinRows(rows, "| ", " | ", " |", true)
		for name, write := range dialects {
			in := write(rows)
			if got := strings.ReplaceAll(tablesOf(t, in), strings.Repeat("---|", columns), strings.Repeat("---|", columns)); got != want {
				t.Fatalf("%s: %q is %q, not %q", name, in, got, want)
			}
		}
	})
}

func joinRows(rows [][]string, first, sep, last string, ruled bool) string {
	var lines []string
	for i, r := range rows {
		lines = append(lines, first+strings.Join(r, sep)+last)
		if i == 0 && ruled {
			lines = append(lines, "|"+strings.Repeat("---|", len(r)))
		}
	}
	return strings.Join(lines, "\n")
}

// tablesOf runs the step on a text.
func tablesOf(t interface{ Fatal(...any) }, text string) string {
	s := steptest.New(&testing.T{}, Tables, "", []string{text}, nil)
	docs := s.Docs()
	if err := s.Run(docs, nil); err != nil {
		t.Fatal(err)
	}
	return docs[0].Text()
}

func FuzzTables(f *testing.F) {
	for _, shape := range portShapes {
		f.Add(shape)
	}
	for _, debris := range []string{"| |\n|---|", "a\tb\n\n", "x | | |", "td tr\n! !!\n", "> |\n>|-|", "a  b\n---- --\nc  d\n\n e", "\\begin{tabular}\na&b\\\\\n", "12\n\na\n"} {
		f.Add(debris)
	}
	modes := map[string]*steptest.Set{}
	for _, to := range []string{"keep", "text", "cut"} {
		modes[to] = steptest.New(f, Tables, "{to: "+to+", column: true}", []string{""}, nil)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "\uFFFD")
		for to, s := range modes {
			once := mappedTables(t, s, text)
			if twice := mappedTables(t, s, once); twice != once {
				t.Fatalf("%s of %q is %q, then %q", to, text, once, twice)
			}
		}
	})
}

func mappedTables(t *testing.T, s *steptest.Set, text string) string {
	t.Helper()
	m, err := s.Mapper(nil)
	if err != nil {
		t.Fatal(err)
	}
	d := schema.Doc{Values: make([]schema.Value, len(s.Plan.Layout.Columns))}
	d.Set(schema.SlotText, schema.StringValue(text))
	var scratch schema.Scratch
	d.Begin(s.Plan.Layout, 0, &scratch)
	if err := m.Map(t.Context(), &d); err != nil {
		t.Fatal(err)
	}
	return d.Text()
}
