package label

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/tamis-data/tamis/transform"
)

// saying is a sentence about somebody, as the oracle knows it: office 0 is none.
type saying struct {
	office         string
	first, surname string
}

func (s saying) String() string {
	if s.office == "" {
		return fmt.Sprintf("%s %s spoke there and then left it. ", s.first, s.surname)
	}
	return fmt.Sprintf("%s %s %s spoke there and then left it. ", s.office, s.first, s.surname)
}

// told is what a document is told about a surname.
type told struct {
	document                   int
	surname, kind, here        string
	documents, majorityOfTimes int64
}

// oracle says by the rules of the Doc what each document is told, from what its sentences say and with nothing but maps.
type oracle struct {
	docs          [][]saying
	atMost, times int64
}

// firsts returns the first names that a document gives a surname, and the offices with each: all of them where there is one name.
func (o oracle) firsts(d int, surname string) (names []string, offices map[string]map[string]bool) {
	offices = map[string]map[string]bool{}
	for _, s := range o.docs[d] {
		if s.surname != surname {
			continue
		}
		if offices[s.first] == nil {
			offices[s.first] = map[string]bool{}
			names = append(names, s.first)
		}
		if s.office != "" {
			offices[s.first][s.office] = true
		}
	}
	return names, offices
}

func meet(a, b map[string]bool) bool {
	for x := range a {
		if b[x] {
			return true
		}
	}
	return false
}

func apart(a, b map[string]bool) bool { return len(a) > 0 && len(b) > 0 && !meet(a, b) }

func (o oracle) names(surname string) (out []told) {
	by, offices := map[string][]int{}, map[string]map[string]bool{}
	for d := range o.docs {
		names, of := o.firsts(d, surname)
		for _, n := range names {
			by[n] = append(by[n], d)
			if offices[n] == nil {
				offices[n] = map[string]bool{}
			}
			for x := range of[n] {
				offices[n][x] = true
			}
		}
	}
	best := most(by)
	others := int64(0)
	for n, docs := range by {
		if n != best && !apart(offices[n], offices[best]) {
			others += int64(len(docs))
		}
	}
	if others == 0 || int64(len(by[best])) < o.times*others {
		return nil
	}
	for n, docs := range by {
		if n == best || int64(len(docs)) > o.atMost {
			continue
		}
		for _, d := range docs {
			names, of := o.firsts(d, surname)
			if apart(of[n], offices[best]) || len(names) > 1 && !meet(of[n], offices[best]) {
				continue
			}
			out = append(out, told{d, surname, "first name", n, int64(len(docs)), int64(len(by[best]))})
		}
	}
	return out
}

// most returns the name of most documents, of equals the one whose rank is smallest.
func most(by map[string][]int) (best string) {
	for n := range by {
		a, b := nameRank(strings.ToLower(n)), nameRank(strings.ToLower(best))
		if best == "" || len(by[n]) > len(by[best]) || len(by[n]) == len(by[best]) && slices.Compare(a[:], b[:]) < 0 {
			best = n
		}
	}
	return best
}

// offices compares offices where all documents are about one person: the test draws one first name for it.
func (o oracle) offices(surname string) (out []told) {
	by, of := map[string]int64{}, map[int]map[string]bool{}
	var order []string
	for d := range o.docs {
		for _, s := range o.docs[d] {
			if s.surname != surname || s.office == "" {
				continue
			}
			if of[d] == nil {
				of[d] = map[string]bool{}
			}
			if !of[d][s.office] {
				of[d][s.office] = true
				by[s.office]++
			}
		}
	}
	for _, one := range offices {
		for name := range by {
			if strings.EqualFold(one.name, name) {
				order = append(order, name)
			}
		}
	}
	best := ""
	for _, name := range order {
		if by[name] > by[best] {
			best = name
		}
	}
	differ := int64(len(of)) - by[best]
	if differ == 0 || by[best] < o.times*differ {
		return nil
	}
	for d, set := range of {
		if set[best] {
			continue
		}
		for _, s := range o.docs[d] {
			if s.surname == surname && s.office != "" {
				if by[s.office] <= o.atMost {
					out = append(out, told{d, surname, "office", strings.ToLower(s.office), by[s.office], by[best]})
				}
				break
			}
		}
	}
	return out
}

// The Judge tells what the rules give, counted plainly.
func TestConsistencyIsWhatTheRulesSay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		firsts := []string{"Ilse", "Pavo", "Hanne"}
		if rapid.Bool().Draw(t, "one name") {
			firsts = firsts[:1]
		}
		one := rapid.Custom(func(t *rapid.T) saying {
			return saying{rapid.SampledFrom([]string{"", "Mayor", "Mayor", "Mayor", "Senator", "Bishop"}).Draw(t, "office"),
				rapid.SampledFrom(append(firsts, firsts[0], firsts[0], firsts[0])).Draw(t, "first"), rapid.SampledFrom([]string{"Tarrow", "Lindqvar"}).Draw(t, "surname")}
		})
		o := oracle{rapid.SliceOfN(rapid.SliceOfN(one, 1, 3), 1, 14).Draw(t, "docs"), rapid.Int64Range(1, 3).Draw(t, "at most"), rapid.Int64Range(2, 4).Draw(t, "times")}
		var texts []string
		for _, d := range o.docs {
			text := ""
			for _, s := range d {
				text += s.String()
			}
			texts = append(texts, text)
		}
		_, rows := runOver(t, Consistency, "consistency", fmt.Sprintf("{at_most: %d, times: %d}", o.atMost, o.times), texts...)
		var got, want []string
		for i := range rows {
			for _, r := range rows[i] {
				if len(firsts) > 1 && r[1].Str() == "office" {
					continue
				}
				got = append(got, fmt.Sprint(told{i, r[0].Str(), r[1].Str(), r[2].Str(), r[4].Int(), r[5].Int()}))
			}
		}
		for _, surname := range []string{"Tarrow", "Lindqvar"} {
			all := o.names(surname)
			if len(firsts) == 1 {
				all = append(all, o.offices(surname)...)
			}
			for _, one := range all {
				want = append(want, fmt.Sprint(one))
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Fatalf("%q\ntold %v\nnot  %v", texts, got, want)
		}
	})
}

// A report of any length comes through verdicts whole, and notes say what they were given.
func TestReportsAndNotes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		str := rapid.StringMatching(`[a-zäß/#.]{0,40}`)
		c := claim{several: rapid.Bool().Draw(t, "several"), said: span{3, 9}, surname: str.Draw(t, "surname"), here: str.Draw(t, "here"), origin: str.Draw(t, "origin")}
		c.offices.put(rapid.IntRange(1, len(offices)).Draw(t, "office"))
		c.spans = append(c.spans, officeSpan{7, span{1, 2}})
		if got := readNote(c.note()); fmt.Sprint(got) != fmt.Sprint(c) || noteOffices(c.note()) != c.offices {
			t.Fatalf("%v, not %v", got, c)
		}
		want := []report{{"office", c.surname, c.here, "mayor", c.origin, 2, 9, span{4, 8}}, {"first name", "x", "", "y", "z", 1, 3, span{0, 1}}}
		if got := readReports(toldBy(want)); !slices.Equal(got, want) {
			t.Fatalf("%v, not %v", got, want)
		}
	})
}

func toldBy(reports []report) (vs []transform.Verdict) {
	for _, r := range reports {
		r.tell(transform.Claim{}, func(_ transform.Claim, v transform.Verdict) { vs = append(vs, v) })
	}
	return vs
}

// Bare forms go with longer ones, and offices of their own don't.
func TestBareForms(t *testing.T) {
	number := func(name string) int {
		return 1 + slices.IndexFunc(offices, func(o office) bool { return o.name == name })
	}
	for long, bare := range map[string]string{"secretary of state": "secretary", "foreign minister": "minister", "managing director": "director", "prime minister": "prime minister",
		"attorney general": "attorney general", "mayor": "mayor", "vice president": "vice president", "high commissioner": "commissioner", "minister": "minister"} {
		if got := int(bareOf[number(long)]); got != number(bare) {
			t.Errorf("%s: %s", long, offices[got-1].name)
		}
	}
	if len(offices) > 255 {
		t.Error("more offices than a set holds")
	}
}

// toldTo returns, by document, what it is told.
func toldTo(t *testing.T, texts ...string) (out []string) {
	t.Helper()
	_, rows := runOver(t, Consistency, "consistency", "", texts...)
	for _, list := range rows {
		var said []string
		for _, r := range list {
			said = append(said, r[1].Str()+" "+r[2].Str()+"/"+r[3].Str())
		}
		out = append(out, strings.Join(said, "; "))
	}
	return out
}

// Other people of a surname are told from slips by their offices.
func TestNamesakes(t *testing.T) {
	many := []string{"Mayor Ilse Tarrow spoke.", "Mayor Ilse Tarrow left it.", "Mayor Ilse Tarrow sang.", "Mayor Ilse Tarrow slept.", "Mayor Ilse Tarrow came home."}
	for text, want := range map[string]string{
		"It was said that Hanne Tarrow spoke there.":                            "first name Hanne/Ilse",
		"It was said that Mayor Hanne Tarrow spoke there.":                      "first name Hanne/Ilse",
		"It was said that Bishop Hanne Tarrow spoke there.":                     "",
		"It was said that Bishop Ilse Tarrow spoke there.":                      "office bishop/mayor",
		"It was said that former Bishop Ilse Tarrow spoke there.":               "",
		"Bishop Ilse Tarrow spoke, and Mayor Ilse Tarrow said no.":              "",
		"Mayor Ilse Tarrow spoke to Hanne Tarrow about it.":                     "",
		"Mayor Ilse Tarrow spoke, and it was said by Mayor Hanne Tarrow again.": "first name Hanne/Ilse",
		"It was said that Deputy Mayor Ilse Tarrow and Bishop Tarrow spoke.":    "office deputy mayor/mayor",
	} {
		got := toldTo(t, append(slices.Clone(many), text, "It is known that Captain Oda Tarrow was ill, they say.")...)
		if got[5] != want || got[6] != "" {
			t.Errorf("%q: %q, not %q", text, got[5:], want)
		}
	}
}
