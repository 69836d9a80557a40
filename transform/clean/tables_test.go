package clean

import (
	"strings"
	"testing"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform/steptest"
)

func checkTables(t *testing.T, args string, cases []markupCase) {
	t.Helper()
	checkStep(t, Tables, args, cases)
}

func TestTablesPipes(t *testing.T) {
	checkTables(t, "", []markupCase{
		{"a | b |\n---|---|\n1 | 2 |", "| a | b |\n|---|---|\n| 1 | 2 |"},
		{"A | B | C |\n---|---|---|---\n1 | 2 | 3 |", "| A | B | C |\n|---|---|---|\n| 1 | 2 | 3 |"}, // one dash too many
		{"| a | b |\n| 1 | 2\n 3 | \n|---|---|", "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | |"},         // the dashes slipped to the end
		{"| a | b |\n| 1 | 2 |", "| a | b |\n|---|---|\n| 1 | 2 |"},                                  // no dashes
		{"|---|---|\n| 1 | 2 |", "| | |\n|---|---|\n| 1 | 2 |"},                                      // no header
		{"a | b |\n:---|---:|\n1 | 2 |", "| a | b |\n|:---|---:|\n| 1 | 2 |"},
		{"a | b |\n---|---|\n1 | x\\|y |", "| a | b |\n|---|---|\n| 1 | x\\|y |"},
		{"| a |\n|---|\n| b |\nWords go on.", "| a |\n|---|\n| b |\n\nWords go on."}, // they would be a row
		{"| a | b |\n|---|---|\n| 1 | 2 | 3 |", "| a | b | |\n|---|---|---|\n| 1 | 2 | 3 |"},
		{"| a | b |\n|---|---|---|\n| 1 | 2 |", "| a | b |\n|---|---|\n| 1 | 2 |"},
		{"||a||b||\n|1|2|", "| a | b |\n|---|---|\n| 1 | 2 |"},
		{"a | b |\n---|---|\n1 | 2 |\nc | d |\n---|---|\n3 | 4 |", "| a | b |\n|---|---|\n| 1 | 2 |\n\n| c | d |\n|---|---|\n| 3 | 4 |"},
		{"a  | b\n---|---\n1  | 2\n", "| a | b |\n|---|---|\n| 1 | 2 |\n"},
		{"| a | b |\n|---|---|\n| 1 |\n| 2 | 3 |\n\nWords.", "| a | b |\n|---|---|\n| 1 | |\n| 2 | 3 |\n\nWords."},
		{"+---+---+\n| a | b |\n+---+---+\n| 1 | 2 |\n+---+---+\n", "| a | b |\n|---|---|\n| 1 | 2 |\n"},
		{"    a | b |\n    ---|---|\n    1 | 2 |\n", "| a | b |\n|---|---|\n| 1 | 2 |\n"}, // no Markdown: what is indented need not be code
		{"Words.\n\n|---|---|\n\n| |\n\nMore.\n\n+----+----+\n", "Words.\n\nMore.\n\n"},
	})
	checkTables(t, "", same(
		"| a   | b |\n|-----|--:|\n| 1   | 2 |\n",
		"Home | News | Sport\nMore | Less | None",
		"cat x | grep y | wc -l",
		"```\na | b |\n---|---|\n1 | 2 |\n```",
		"  |\n  v\nx",
		"A title\n-------\nwords | more",
	))
}

func TestTablesPlain(t *testing.T) {
	checkTables(t, "", []markupCase{
		{"Name\tPlace\nAda\tOldhaven\nBo\tPellworth", "| Name | Place |\n|---|---|\n| Ada | Oldhaven |\n| Bo | Pellworth |"},
		{"a;b;c\n1;2;3\n4;;6", "| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |\n| 4 | | 6 |"},
		{"Team       Won\nTollund     12\nPellworth    9", "| Team | Won |\n|---|---|\n| Tollund | 12 |\n| Pellworth | 9 |"},
		{"Port      Boat       State\nOldhaven  Swallow    at sea\nTollund   Old Aunt   sunk", "| Port | Boat | State |\n|---|---|---|\n| Oldhaven | Swallow | at sea |\n| Tollund | Old Aunt | sunk |"},
	})
	checkTables(t, "", same(
		"-a, --all    show all\n-l, --long   show more\n-v           say more",
		"init     make a folder\nrun      build it all\nverify   look at it again",
		"Swell     the rise of the sea that comes from far away\nEbb       the water that goes back to where it was before\nTide      both of them, one behind the other, twice a day",
		"One  two\nthree  four\nfive  six",
		"Roses;  are red\nviolets; are blue\nand; so on",
		"for (a;b;c)\nfor (d;e;f)\nfor (g;h;i)",
		"\tx\ty\n\tz\tw\n\ta\tb",
		"a\tb\nno tab\nc\td",
	))
}

func TestTablesTags(t *testing.T) {
	checkTables(t, "", []markupCase{
		{"<table border=1><caption>Boats</caption><tr><th>Name</th><th>Built</th></tr>\n<tr><td>Swallow</td><td>1921<br>or so</td></tr></table>",
			"Boats\n\n| Name | Built |\n|---|---|\n| Swallow | 1921 or so |"},
		{"<table><tr><td colspan=2>a</td><td rowspan=\"2\">b</td></tr><tr><td>c</td><td>d|e</td></tr></table> end", "| | | |\n|---|---|---|\n| a | | b |\n| c | d\\|e | |\n\nend"},
		{"Plan< th /> Cost< th /> tr >\nBridge< td /> 12< td /> tr >", "| Plan | Cost |\n|---|---|\n| Bridge | 12 |"},
		{"< tr > < tr />\n\nBridge\n12\n\nFerry\n3\n\nPlan< th /> Cost< th /> tr >", "< tr > < tr />\n\n| Plan | Cost |\n|---|---|\n| Bridge | 12 |\n| Ferry | 3 |"},
		{">One<< /td>>\n<\n>A first thing.< /td>>\n>Two<< /td>>\n<\n>A second thing.< /td>>", "| | |\n|---|---|\n| One | A first thing. |\n| Two | A second thing. |"},
		{"Name\n   /th>\nUse\n\n\n\n\nRope\n\nIt holds the boat.\n\nOar\n\nIt moves the boat.\n\nA new chapter begins here\n\nand goes on.", // the last two are text
			"| Name | Use |\n|---|---|\n| Rope | It holds the boat. |\n| Oar | It moves the boat. |\n\nA new chapter begins here\n\nand goes on."},
		{"{| class=\"wikitable\"\n|+ Boats\n! Name\n! style=\"x\" | Built\n|-\n| Swallow\n| 1921\n|}\nText.", "Boats\n\n| Name | Built |\n|---|---|\n| Swallow | 1921 |\n\nText."},
	})
	checkTables(t, "", same(
		"<table><tr><td>layout</td></tr></table>",
		"< tr > < tr />\n\nBridge\n12\n\nPlan< th /> Cost< th /> tr >", // one row could be any two lines
		"One< td />\nand\nother< td /> words",
		"# A\n\n## B\n\n## C\n\nSee [it](/x) **now**.\n\n<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
	))
}

func TestTablesTextAndCut(t *testing.T) {
	table := "Before.\n\n| Plan | Cost |\n|---|---|\n| Bridge | 12 |\n| Ferry | a lot! |\n\nBehind.\n"
	checkTables(t, "text", []markupCase{
		{table, "Before.\n\nPlan: Bridge; Cost: 12.\nPlan: Ferry; Cost: a lot!\n\nBehind.\n"},
		{"|---|---|\n| x\\|y | z |\n", "x/y: z.\n"},
	})
	checkTables(t, "cut", []markupCase{
		{table, "Before.\n\nBehind.\n"},
		{"Before.\n| a | b |\n|---|---|\n| 1 | 2 |\nBehind.", "Before.\nBehind."},
	})
}

func TestTablesColumn(t *testing.T) {
	in := "| Plan | |\n|---|---|\n| Bridge | x\\|y |\n\nand\n\nA\tB\n1\t2\n3\t4\n"
	want := `tables=[{0, 0, 0, Plan, Bridge}, {0, 0, 1, null, x|y}, {1, 0, 0, A, "1"}, {1, 0, 1, B, "2"}, {1, 1, 0, A, "3"}, {1, 1, 1, B, "4"}]`
	for _, to := range []string{"keep", "text", "cut"} {
		s := steptest.New(t, Tables, "{to: "+to+", column: true}", []string{in, "no table"}, nil)
		docs := s.Docs()
		if err := s.Run(docs, nil); err != nil {
			t.Fatal(err)
		}
		if got := s.Row(&docs[0]); got != want {
			t.Errorf("%s gives %s, not %s", to, got, want)
		}
		if got := s.Row(&docs[1]); got != "tables=[]" {
			t.Errorf("%s gives %s without a table", to, got)
		}
	}
	c := tablesColumns(steptest.New(t, Tables, "{column: true}", nil, nil).Plan.Steps[0].Args)
	if got := c[0].Type.String(); got != "list<struct<table int32, row int32, column int32, header string?, cell string>>" {
		t.Errorf("the column is %s", got)
	}
}

// clean.markup and clean.tables give the same in either order.
func TestMarkupAndTablesInEitherOrder(t *testing.T) {
	for _, in := range []string{
		"Below: p >\n\n< td >Mole< td /> < td >Quay< td />\nPlace Tonnes\n2,400.< td /> tr >\n1,100.< td /> tr >\n\nThe <b>end</b> &amp; more. li >",
		"Date | Event |\n---|---|\nMay | <b>Strike</b> |\nJune | Offer &amp; vote |\n\nText.",
		"x th> y th> tr>\nz t d>–>\n\nt d>–>\n\nt r>–>\n\ntbody>–>\n\ntable-->\n\nText",
		"<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table><p>Text</p>",
		"{|\n! a !! b\n|-\n| c || d\n|}\n[[Category:Boats]] '''x'''",
		"A\tB\n1\t2\n3\t4\n< td /> tr >\n\n<\n\n>\n",
	} {
		one := inOrder(t, in, "tables", "markup")
		if two := inOrder(t, in, "markup", "tables"); one != two {
			t.Errorf("%q is\n%q with tables first,\n%q with markup first", in, one, two)
		}
		if strings.ContainsAny(one, "<>") {
			t.Errorf("%q keeps brackets: %q", in, one)
		}
	}
}

func inOrder(t *testing.T, text string, steps ...string) string {
	t.Helper()
	for _, name := range steps {
		spec := Tables
		if name == "markup" {
			spec = Markup
		}
		text = cleaned(t, steptest.New(t, spec, "", []string{text}, nil))
	}
	return text
}

// All edits have a kind that the step declares, and a table costs edits where something changed alone.
func TestTablesEditsAreFine(t *testing.T) {
	s := steptest.New(t, Tables, "", []string{"Date | Event |\n---|---|\nMay | Strike |\n"}, nil)
	docs := s.Docs()
	if err := s.Run(docs, nil); err != nil {
		t.Fatal(err)
	}
	removed := 0
	docs[0].Rows(func(r schema.Row) { removed += r.RemovedBytes })
	if removed > 0 {
		t.Errorf("%d bytes removed where pipes were missing: %q", removed, s.Edits(&docs[0]))
	}
}

func BenchmarkTables(b *testing.B) {
	prose := strings.Repeat("The ferry is back in service; the pilots, who'd waited, return to work (at noon).\nA second line - with 5 % more.\n\n", 60)
	table := "| Port | Boats | Crew |\n|---|---|---|\n| Oldhaven | 12 | 40 |\n| Tollund | 9 | 31 |\n\n"
	for _, c := range []struct{ name, text string }{
		{"one", strings.Repeat(prose+table, 50)},
		{"trailing", strings.Repeat("Port | Boats | Crew |\n---|---|---\nOldhaven | 12 | 40 |\nTollund | 9 | 31 |\n\n", 3000)},
		{"columns", strings.Repeat("Port       Boats  Crew\nOldhaven      12    40\nTollund        9    31\n\n", 3000)},
		{"cells", strings.Repeat(prose+"<table><tr><td>Oldhaven</td><td>12</td></tr><tr><td>Tollund</td><td>9</td></tr></table>\n\n", 50)},
	} {
		b.Run(c.name, func(b *testing.B) {
			benchmark(b, steptest.New(b, Tables, "", []string{c.text}, nil), len(c.text))
		})
	}
}
