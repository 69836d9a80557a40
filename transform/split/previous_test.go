package split

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/tamis-data/tamis/transform"
)

// member is a document as a split step sees it: of a group, of a class, in a split of the earlier release.
type member struct {
	group, class, was string
	gone              bool
}

// sit decides about members as the engine does: all runs in the order of their keys, as often as asked for. It returns
// the split of each, "rejected" with the rule's reason for those that go.
func sit(t *testing.T, step transform.Step, classes []string, members []member) ([]string, map[string]int64) {
	t.Helper()
	var claims []transform.Claim
	for i, m := range members {
		sum := sha256.Sum256([]byte(m.class))
		was := slices.Index(classes, m.was) + 1
		claims = append(claims, transform.Claim{Key: runKey([]byte(m.group), 1), Ord: int64(i), Note: sum[:16], Earlier: was, Gone: m.gone})
		if !m.gone && m.class != "" {
			claims = append(claims, transform.Claim{Rank: transform.Rank(sum[:16]), Ord: int64(i)})
		}
	}
	slices.SortFunc(claims, func(a, b transform.Claim) int {
		return cmp.Or(cmp.Compare(a.Key.Hi, b.Key.Hi), cmp.Compare(a.Key.Lo, b.Key.Lo), slices.Compare(a.Rank[:], b.Rank[:]), cmp.Compare(a.Ord, b.Ord))
	})
	out := make([]string, len(members))
	sitting := step.(transform.Sitter).Sit().(transform.Repeating)
	for again := true; again; again = sitting.Again() {
		for from := 0; from < len(claims); {
			to := from + 1
			for to < len(claims) && claims[to].Key == claims[from].Key {
				to++
			}
			if err := sitting.Decide(slices.Values(claims[from:to]), func(c transform.Claim, v transform.Verdict) {
				if c.Gone || out[c.Ord] != "" {
					t.Errorf("a second verdict on %d, or one on a dropped document", c.Ord)
				}
				if out[c.Ord] = classes[v.Num]; v.Kind == transform.Reject {
					out[c.Ord] = fmt.Sprint("rejected ", v.Start)
				}
			}); err != nil {
				t.Fatal(err)
			}
			from = to
		}
	}
	return out, sitting.Notes()
}

// previousArgs are arguments of a step with previous.
func previousArgs(contact string, values map[string]any) transform.Args {
	values["previous"] = transform.Args{Values: map[string]any{"contact": contact}}
	values["by"] = "id"
	return transform.Args{Values: values, Seed: 1, Slot: func(string) int { return 0 }}
}

func countSplits(splits []string) map[string]int {
	out := map[string]int{}
	for _, s := range splits {
		out[s]++
	}
	return out
}

// Sizes hold again after documents of the test have gone: those that are left stay, new ones fill it up.
func TestSizesFillWhatIsLeft(t *testing.T) {
	step, err := newHash(previousArgs(contactReject, map[string]any{"sizes": []transform.Pair[string]{{Name: "test", Value: "10"}, {Name: "train", Value: "rest"}}}))
	if err != nil {
		t.Fatal(err)
	}
	classes := []string{"test", "train"}
	var members []member
	for i := range 40 {
		m := member{group: fmt.Sprint("g", i)}
		if i < 6 {
			m.was = "test"
		} else if i < 25 {
			m.was = "train"
		}
		members = append(members, m)
	}
	got, notes := sit(t, step, classes, members)
	if n := countSplits(got); n["test"] != 10 || n["train"] != 30 {
		t.Errorf("splits %v", n)
	}
	for i, m := range members {
		if m.was != "" && got[i] != m.was {
			t.Errorf("document %d was in %s and is in %s", i, m.was, got[i])
		}
	}
	if notes["seen_before"] != 25 || notes["documents_test"] != 10 || notes["missing_test"] != 0 || notes["groups"] != 40 {
		t.Errorf("notes %v", notes)
	}
}

// Folds grow evenly from what they hold.
func TestFoldsFillTheEmptiest(t *testing.T) {
	step, err := newFolds(previousArgs(contactReject, map[string]any{"k": int64(3)}))
	if err != nil {
		t.Fatal(err)
	}
	members := []member{{group: "a", was: "fold_0"}, {group: "b", was: "fold_0"}, {group: "c", was: "fold_0"}, {group: "d", was: "fold_1"}}
	for i := range 5 {
		members = append(members, member{group: fmt.Sprint("n", i)})
	}
	got, _ := sit(t, step, []string{"fold_0", "fold_1", "fold_2"}, members)
	if n := countSplits(got); !maps.Equal(n, map[string]int{"fold_0": 3, "fold_1": 3, "fold_2": 3}) {
		t.Errorf("splits %v", n)
	}
}

// A group that touches several splits goes into the most protected one, whatever the order in the recipe; members
// that were dropped decide too.
func TestContact(t *testing.T) {
	sizes := []transform.Pair[string]{{Name: "test", Value: "1"}, {Name: "validation", Value: "1"}, {Name: "train", Value: "rest"}}
	classes := []string{"test", "validation", "train"}
	members := []member{
		{group: "a", was: "train"}, {group: "a", was: "test"}, {group: "a"},
		{group: "b", was: "validation"}, {group: "b", was: "train"},
		{group: "c", was: "train"}, {group: "c", was: "test", gone: true},
		{group: "d", was: "test", gone: true}, {group: "d"},
		{group: "e", was: "test", gone: true},
	}
	lost := fmt.Sprint("rejected ", whyLost)
	for contact, want := range map[string][]string{
		contactReject: {lost, "test", "test", "validation", lost, lost, "", "", "test", ""},
		contactMove:   {"test", "test", "test", "validation", "validation", "test", "", "", "test", ""},
	} {
		step, err := newHash(previousArgs(contact, map[string]any{"sizes": sizes}))
		if err != nil {
			t.Fatal(err)
		}
		got, notes := sit(t, step, classes, members)
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, not %q", contact, got, want)
		}
		if notes["seen_before"] != 5 || notes["with_seen"] != 2 || notes["contact_rejected"]+notes["contact_moved"] != 3 {
			t.Errorf("%s: notes %v", contact, notes)
		}
		for name, n := range countSplits(got) { // whoever contact takes is in none
			if slices.Contains(classes, name) && notes["documents_"+name] != int64(n) {
				t.Errorf("%s: %d in %s, notes %v", contact, n, name, notes)
			}
		}
		if want := map[string]int64{contactReject: 1}[contact]; notes["contact_emptied"] != want { // of c the dropped one alone was in test
			t.Errorf("%s: %d groups have nobody left, not %d", contact, notes["contact_emptied"], want)
		}
	}
}

// What contact takes counts for no class: one that is tiny without it is tiny.
func TestContactLeavesClasses(t *testing.T) {
	ratios := []transform.Pair[float64]{{Name: "train", Value: 0.5}, {Name: "test", Value: 0.5}}
	step, err := newStratified(previousArgs(contactReject, map[string]any{"column": "lang", "ratios": ratios, "min_class": int64(4), "tiny": missingReject}))
	if err != nil {
		t.Fatal(err)
	}
	members := []member{{group: "a", class: "de", was: "train"}, {group: "a", class: "de", was: "train"}, {group: "a", class: "de", was: "test"},
		{group: "b", class: "de"}, {group: "c", class: "fr"}, {group: "d", class: "fr"}, {group: "e", class: "fr"}, {group: "f", class: "fr"}}
	got, notes := sit(t, step, []string{"train", "test"}, members)
	lost := fmt.Sprint("rejected ", whyLost)
	if want := []string{lost, lost, "test", fmt.Sprint("rejected ", whyRule)}; !slices.Equal(got[:4], want) {
		t.Errorf("%q, not %q", got[:4], want)
	}
	if n := countSplits(got[4:]); n["train"] != 2 || n["test"] != 2 || notes["tiny_classes"] != 1 {
		t.Errorf("splits %v, notes %v", n, notes)
	}
}

func TestProtection(t *testing.T) {
	classes := []string{"test", "dev", "extra", "train", "test_hard", "Val_2", "fold_0"}
	p := protection(classes)
	order := slices.Clone(classes)
	slices.SortFunc(order, func(a, b string) int { return p[slices.Index(classes, a)] - p[slices.Index(classes, b)] })
	if want := []string{"train", "extra", "fold_0", "dev", "Val_2", "test", "test_hard"}; !slices.Equal(order, want) {
		t.Errorf("%q, not %q", order, want)
	}
}
