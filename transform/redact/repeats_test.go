package redact

import (
	"math/rand/v2"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
	"github.com/tamis-data/tamis/transform/steptest"
)

// freshProse returns about n bytes of paragraphs of invented words, none of which comes twice.
func freshProse(n, width int) string {
	r := rand.New(rand.NewPCG(3, 4))
	syllables := strings.Fields("ba ke li mo nu ra se ti vo zu an el in or us har mel ton ser vik")
	var words []string
	for range 8000 {
		w := ""
		for range 1 + r.IntN(3) {
			w += syllables[r.IntN(len(syllables))]
		}
		words = append(words, w)
	}
	var b strings.Builder
	for b.Len() < n {
		b.WriteString("The ")
		for range 40 + r.IntN(60) {
			b.WriteString(words[r.IntN(len(words))] + " ")
			if r.IntN(14) == 0 {
				b.WriteString("and then. The ")
			}
		}
		b.WriteString("end.\n\n")
	}
	if width == 0 {
		return b.String()
	}
	return wrapAt(b.String(), width)
}

func wrapAt(s string, width int) string {
	var b strings.Builder
	for _, p := range strings.Split(s, "\n\n") {
		n := 0
		for _, w := range strings.Fields(p) {
			if n+len(w) > width {
				b.WriteByte('\n')
				n = 0
			}
			b.WriteString(w + " ")
			n += len(w) + 1
		}
		b.WriteString("\n\n")
	}
	return b.String()
}

func benchStep(b *testing.B, spec transform.Spec, name, body string) {
	b.Run(name, func(b *testing.B) {
		s := steptest.New(b, spec, "", []string{body}, nil)
		docs, scratch := s.Docs(), schema.Scratch{}
		docs[0].Begin(s.Plan.Layout, 0, &scratch)
		m := s.Step().(transform.Mapper)
		b.SetBytes(int64(len(body)))
		b.ReportAllocs()
		before, n := userTime(), 0
		for b.Loop() {
			n++
			if err := m.Map(b.Context(), &docs[0]); err != nil || docs[0].Text() != body {
				b.Fatal("changed", err)
			}
		}
		b.ReportMetric(float64(n*len(body))/1e6/(userTime()-before).Seconds(), "userMB/s") // the machine is shared
	})
}

// userTime returns the time that this process spent on a processor.
func userTime() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano())
}

func BenchmarkRepeats(b *testing.B) {
	benchStep(b, Repeats, "6kB", freshProse(6<<10, 0))
	benchStep(b, Repeats, "200kB", freshProse(200<<10, 0))
	benchStep(b, Repeats, "200kB-wrapped", freshProse(200<<10, 76))
	benchStep(b, Repeats, "4MB", freshProse(4<<20, 0))
}

const (
	lock   = "The lock below the mill was built in 1911, when barges were half as wide as they are today. It has leaked since the first winter, and nobody in the village remembers a dry cellar."
	ferry  = "The ferry leaves at noon and comes back before dark; in fog it does not leave at all, whatever the timetable says."
	sluice = "Behind the sluice stands a hut of black boards, in which the keeper slept when the water was high and the bells were rung."
	songs  = "Every spring the choir of the lower quay sings for the boats that come home, and every spring one boat is missing from the line."
)

// What is a copy, and which one goes. The text is a, a stretch between, b; cut says which of the two must go.
func TestRepeatsPairs(t *testing.T) {
	for _, x := range []struct{ name, a, b, cut string }{
		{"same", lock, lock, "b"},
		{"capitals", lock, strings.ToUpper(lock), "b"},
		{"wrapped", lock, wrapLines(lock, 50), "b"},
		{"other wrap", wrapLines(lock, 44), wrapLines(lock, 61), "b"},
		{"spaces", lock, strings.ReplaceAll(lock, " ", "  "), "b"},
		{"hard spaces", lock, strings.ReplaceAll(lock, " ", "\u00a0"), "b"},
		{"punctuation", lock, strings.NewReplacer(",", "", ".", " –").Replace(lock), "b"},
		{"word left out", lock, strings.Replace(lock, "first ", "", 1), "b"},
		{"word replaced", lock, strings.Replace(lock, "nobody", "no one", 1), ""},
		{"word replaced in many", lock + " " + ferry + " " + sluice, strings.Replace(lock, "nobody", "no one", 1) + " " + ferry + " " + sluice, "b"},
		{"word moved", lock, strings.Replace(strings.Replace(lock, "in the village ", "", 1), "remembers a", "remembers in the village a", 1), "b"},
		{"words joined", lock, strings.Replace(lock, "below", "be low", 1), "b"},
		{"letter wrong", lock, strings.Replace(lock, "village", "vilage", 1), "b"},
		{"opposite", "The max function returns the largest of the values it is given, and stops the program where there are none.",
			"The min function returns the smallest of the values it is given, and stops the program where there are none.", ""},
		{"opposite, chinese", "老人每天早上都到河边散步，看看船，听听鸟叫，然后慢慢走回家，给最大的孙子讲故事。", "老人每天早上都到河边散步，看看船，听听鸟叫，然后慢慢走回家，给最小的孙子讲故事。", ""},
		{"word added", lock, strings.Replace(lock, "leaked", "always leaked", 1), "b"},
		{"typing error", lock, strings.Replace(lock, "barges", "bagres", 1), "b"},
		{"cut short", lock, "The lock below the mill was built in 1911, when barges were half as wide as they…", "b"},
		{"first part", lock, lock[:strings.Index(lock, "It has")], "b"},
		{"second part", lock, lock[strings.Index(lock, "It has"):], "b"},
		{"longer below", lock, lock + " " + ferry, "a"},
		{"longer above", lock + " " + ferry, lock, "b"},
		{"chinese", "老人每天早上都到河边散步，看看船，听听鸟叫，然后慢慢走回家，给孙子讲故事。", "老人每天早上都到河边散步，看看船，听听鸟叫，然后慢慢走回家，给孙子讲故事", "b"},
		{"japanese", "じゃがいもの皮をむき、四つに切って、塩水でゆでます。地下室には自転車が三台あった。", "じゃがいもの皮をむき、四つに切って、塩水でゆでます。地下室には自転車が三台あった。", "b"},
		{"thai", "นักเรียนทุกคนต้องมาถึงก่อนแปดโมงเช้า และนำหนังสือมาด้วยทุกครั้ง", "นักเรียนทุกคนต้องมาถึงก่อนแปดโมงเช้า และนำหนังสือมาด้วยทุกครั้ง", "b"},
		{"arabic", "كان الشيخ يجلس كل مساء عند الباب ويحكي للأطفال عن البحر والسفن والموانئ.", "كان الشيخ يجلس كل مساء عند الباب ويحكي للأطفال عن البحر والسفن والموانئ.", "b"},
		{"list", "- bread from the upper mill\n- butter, salted\n- three eggs", "- bread from the upper mill\n- butter, salted\n- three eggs", "b"},
		{"table", "| Pier | Depth |\n|---|---|\n| North | 4.20 m |\n| South | 3.10 m |", "| Pier | Depth |\n|---|---|\n| North | 4.20 m |\n| South | 3.10 m |", "b"},
		{"heading and block", "The old lock\n" + lock, "The old lock\n" + lock, "b"},
		{"other number", lock, strings.Replace(lock, "1911", "1913", 1), ""},
		{"other name", "The harbour council heard Hanna Vexley on the new toll for two hours and voted after midnight.", "The harbour council heard Tomas Brellin on the new toll for two hours and voted after midnight.", ""},
		{"other text", lock, ferry, ""},
		{"gathered words", "The two banks have drifted apart for many years, if not decades, and this rift could lead to a new age of closed bridges.", "The two banks have drifted apart for many years, leading to a new age of closed bridges.", ""},
		{"refrain", "Row, row, the tide is low,\nand home is far away", "Row, row, the tide is low,\nand home is far away", ""},
		{"answer", "Yes, on Sundays.", "Yes, on Sundays.", ""},
		{"code", "```\nif err != nil { return fmt.Errorf(\"read %s: %w\", name, err) } // and so on and on\n```", "```\nif err != nil { return fmt.Errorf(\"read %s: %w\", name, err) } // and so on and on\n```", ""},
	} {
		in := x.a + "\n\n" + songs + "\n\n" + x.b + "\n"
		want := map[string]string{"": in, "a": songs + "\n\n" + x.b + "\n", "b": x.a + "\n\n" + songs + "\n"}[x.cut]
		if got := mapped(t, Repeats, "", in); got != want {
			t.Errorf("%s:\n%s\nnot\n%s", x.name, got, want)
		}
	}
}

// wrapLines breaks a paragraph at a width.
func wrapLines(s string, width int) string {
	return strings.ReplaceAll(strings.TrimSpace(wrapAt(s, width)), " \n", "\n")
}

// mapped runs a step over one text.
func mapped(t testing.TB, spec transform.Spec, args, in string) string {
	t.Helper()
	s := steptest.New(t, spec, args, []string{in}, nil)
	docs := s.Docs()
	if err := s.Run(docs, nil); err != nil {
		t.Fatal(err)
	}
	return docs[0].Text()
}

// Three copies leave one, and so do a whole text under itself and a copy that was merged with another.
func TestRepeatsSets(t *testing.T) {
	for _, x := range []struct{ name, in, want string }{
		{"thrice", lock + "\n\n" + ferry + "\n\n" + lock + "\n\n" + lock, lock + "\n\n" + ferry},
		{"twice", lock + "\n\nShort.\n\n" + ferry + "\n\n" + lock + "\n\nShort.\n\n" + ferry, lock + "\n\nShort.\n\n" + ferry},
		{"poem twice", "Brown is the river,\nslow is the sea,\nlong is the evening.\n\nBrown is the river,\nslow is the sea,\nlong is the evening.", "Brown is the river,\nslow is the sea,\nlong is the evening."},
		{"line by line", lock + "\n" + ferry + "\n" + songs + "\n" + ferry + "\n", lock + "\n" + ferry + "\n" + songs + "\n"},
		{"forms", lease("ready", "door") + lease("early", "gate") + lease("tired", "wall") + lease("sorry", "roof"), lease("ready", "door") + lease("early", "gate") + lease("tired", "wall") + lease("sorry", "roof")},
	} {
		if got := mapped(t, Repeats, "", x.in); got != x.want {
			t.Errorf("%s:\n%s\nnot\n%s", x.name, got, x.want)
		}
	}
}

// What differs in a word may come again itself, and goes with a page that comes again.
func TestRepeatsSwaps(t *testing.T) {
	const (
		north = "The north gate opens at seven in the morning and is watched by two guards until the last boat has left."
		south = "The south gate opens at seven in the morning and is watched by two guards until the last boat has left."
		path  = "Behind it a path leads along the wall, past the old bakery and the well that nobody uses, down to the water."
		sheds = "The sheds at the end of the path belong to the families who fished here before the harbour was dug, a century ago."
	)
	for _, x := range []struct{ name, in, want string }{
		{"copy of the second", north + "\n\n" + south + "\n\n" + south, north + "\n\n" + south},
		{"copies of both", north + "\n\n" + south + "\n\n" + path + "\n\n" + north + "\n\n" + south, north + "\n\n" + south + "\n\n" + path},
		{"two sections", north + "\n\n" + path + "\n\n" + ferry + "\n\n" + south + "\n\n" + sheds, north + "\n\n" + path + "\n\n" + ferry + "\n\n" + south + "\n\n" + sheds},
		{"a page edited", north + "\n\n" + path + "\n\n" + sheds + "\n\n" + lock + "\n\n" + ferry + "\n\n" + south + "\n\n" + path + "\n\n" + sheds + "\n\n" + lock + "\n\n" + ferry,
			north + "\n\n" + path + "\n\n" + sheds + "\n\n" + lock + "\n\n" + ferry},
	} {
		if got := mapped(t, Repeats, "", x.in); got != x.want {
			t.Errorf("%s:\n%s\nnot\n%s", x.name, got, x.want)
		}
	}
}

func TestMisspelled(t *testing.T) {
	for _, x := range []struct {
		a, b string
		want bool
	}{{"barges", "bagres", true}, {"village", "vilage", true}, {"vilage", "village", true}, {"cellar", "cellxr", true}, {"größe", "grösse", false},
		{"harbour", "harbours", true}, {"from", "form", true}, {"the", "teh", true}, {"get", "set", false}, {"payer", "payee", false}, {"minimum", "maximum", false}, {"increase", "decrease", false}, {"seller", "sender", false}, {"remember", "remenbber", true}, {"max", "min", false}, {"cellar", "dellar", true}, {"legal", "illegal", false}, {"import", "export", false}, {"typical", "atypical", false}, {"harbour", "harbuors", false}} {
		if got := misspelled(x.a, x.b); got != x.want {
			t.Errorf("misspelled(%q, %q) is %v", x.a, x.b, got)
		}
	}
}

func lease(state, thing string) string {
	return "The applicant is " + state + " to take over the keys of the house and will keep the " + thing + " in good repair as long as the lease runs.\n\n"
}
