package split

import (
	"fmt"
	"iter"
	"regexp"
	"strings"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// previousParam lets documents keep the splits that they had in an earlier release.
var previousParam = transform.Param{Name: "previous", Type: transform.ParamObject,
	Doc: "An earlier release, of this recipe or another one, in whose splits documents stay: `{release: ../releases/news/1.0.0, digest: sha256:…}`. See docs/splits.md.",
	Fields: []transform.Param{
		{Name: "release", Type: transform.ParamDocuments, Required: true, Doc: "Folder of the release."},
		{Name: "digest", Type: transform.ParamString, Doc: "What the release is pinned by, as `tamis plan` prints it. A release that is no draft needs it."},
		{Name: "contact", Type: transform.ParamString, Default: contactReject, Enum: []string{contactReject, contactMove},
			Doc: "What becomes of a document whose group touches documents of a more protected split there: `reject` (by rule `split.contact`: what somebody trained with must not turn up in a test), or `move` into that split."},
	}}

// previousShort stands in the reference of the others.
const previousShort = "With `previous` documents stay where an earlier release had them, by the rules that split.hash tells; what stands above holds for\n" +
	"groups that touch none of them, with the others counted beforehand."

// What `contact` can be.
const (
	contactReject = "reject"
	contactMove   = "move"
)

var digestShape = regexp.MustCompile(`^sha256:[0-9a-f]{64}$`)

// checked adds what is to be checked of previous to a step's own checks.
func checked(own func(transform.Args) []transform.Fault) func(transform.Args) []transform.Fault {
	return func(a transform.Args) []transform.Fault {
		var faults []transform.Fault
		if own != nil {
			faults = own(a)
		}
		if d := a.Object("previous"); a.Has("previous") && d.String("digest") != "" && !digestShape.MatchString(d.String("digest")) {
			faults = append(faults, transform.Fault{Param: "previous.digest", Message: "digest is not sha256: and 64 hex digits", Hint: "`tamis plan` prints it"})
		}
		return faults
	}
}

// Kinds of splits by how protected they are: what a test holds must not be trained with.
const (
	kindTrain = iota
	kindOther
	kindValidation
	kindTest
)

// kindOf tells the kind of a split by its name up to the first _: of test_hard it is test.
func kindOf(name string) int {
	word, _, _ := strings.Cut(strings.ToLower(name), "_")
	switch word {
	case "test":
		return kindTest
	case "validation", "valid", "val", "dev", "eval":
		return kindValidation
	case "train", "training":
		return kindTrain
	}
	return kindOther
}

// protection orders splits by kind, those of one kind by their place in the recipe, the later one above.
func protection(classes []string) []int {
	out := make([]int, len(classes))
	for i, name := range classes {
		out[i] = kindOf(name)*len(classes) + i
	}
	return out
}

// splitting is a step that splits by groups, as a Judge.
type splitting interface {
	transform.Sitter
	Classes() []string
}

// sitting is what decides about one set, and can be told of documents that have their split already.
type sitting interface {
	transform.Sitting
	// take counts a group that has its split.
	take(run iter.Seq[transform.Claim], class int)
	// lose says, before anything is decided, that a document will be rejected.
	lose(c transform.Claim)
}

// stable is a step that splits, but that documents keep the splits of an earlier release.
type stable struct {
	splitting
	kin        func(d *schema.Doc) transform.Key
	protection []int
	move       bool
}

// newStable makes a step stable where the recipe asks for it.
func newStable(s splitting, a transform.Args, kin func(d *schema.Doc) transform.Key) transform.Step {
	if !a.Has("previous") {
		return s
	}
	return &stable{splitting: s, kin: kin, protection: protection(s.Classes()), move: a.Object("previous").String("contact") == contactMove}
}

// Kin implements transform.Inheritor.
func (s *stable) Kin(d *schema.Doc) transform.Key { return s.kin(d) }

// Protection implements transform.Inheritor.
func (s *stable) Protection() []int { return s.protection }

// Decide implements transform.Judge for a single run.
func (s *stable) Decide(run iter.Seq[transform.Claim], rule func(transform.Claim, transform.Verdict)) error {
	return s.splitting.Decide(run, rule)
}

// Sit implements transform.Sitter.
func (s *stable) Sit() transform.Sitting {
	return &keeping{stable: s, plain: s.splitting.Sit().(sitting), real: s.splitting.Sit().(sitting)}
}

// Why a document is in a split, in a Verdict's Start; what it was before stands in its End.
const (
	whyRule  = 0 // the step's own
	whyKept  = 1 // plus the Identity
	whyGroup = whyKept + int32(transform.ByText) + 1
	whyMoved = whyGroup + 1
	whyLost  = whyMoved + 1
)

// Settle implements transform.Judge.
func (s *stable) Settle(d *schema.Doc, vs []transform.Verdict) error {
	if len(vs) == 0 || vs[0].Start == whyRule {
		return s.splitting.Settle(d, vs)
	}
	v, names := vs[0], s.Classes()
	switch {
	case v.Start == whyLost:
		d.Drop(schema.Reject{Rule: "split.contact", Detail: fmt.Sprintf("%s in the previous release, where its group touches %s", names[v.End], names[v.Num])})
		return nil
	case v.Start == whyMoved:
		d.Detail = fmt.Sprintf("moved from %s to %s, which its group touches in the previous release", names[v.End], names[v.Num])
	case v.Start == whyGroup:
		d.Detail = "split of its group in the previous release"
	default:
		d.Detail = "split of the same " + []string{"id", "original", "text"}[v.Start-whyKept] + " in the previous release"
	}
	d.Split = int(v.Num)
	return nil
}

// keeping decides about one set in three rounds: what the step would do by itself, groups that touch the earlier
// release, then all others, which find those counted.
type keeping struct {
	*stable
	plain, real sitting
	round       int
	seen, same  int64 // documents that the release holds; those that the step would put there too
	together    int64 // new ones that go with their group
	moved, lost int64
	emptied     int64 // groups of which contact leaves none
}

// Again implements transform.Repeating.
func (k *keeping) Again() bool {
	k.round++
	return k.round < 3
}

// Decide implements transform.Sitting.
func (k *keeping) Decide(run iter.Seq[transform.Claim], rule func(transform.Claim, transform.Verdict)) error {
	g := k.look(run)
	own := ownOf(run)
	switch {
	case g.whole && k.round == 0:
		return k.plain.Decide(run, func(transform.Claim, transform.Verdict) {})
	case g.whole && k.round == 1:
		return k.real.Decide(run, rule)
	case g.whole || g.own == 0:
		return nil
	case k.round == 0:
		return k.compare(g, own)
	case k.round == 1 && g.touched:
		k.keep(g, own, rule)
	case k.round == 2 && !g.touched:
		return k.real.Decide(own, rule)
	}
	return nil
}

// kinship is what a group is to the earlier release.
type kinship struct {
	whole   bool  // no group, but the run by which a step looks at the whole set
	own     int64 // documents of the run
	touched bool
	class   int // the most protected one that it touches
}

func (k *keeping) look(run iter.Seq[transform.Claim]) (g kinship) {
	for c := range run {
		if c.Key == (transform.Key{}) {
			g.whole = true
			return g
		}
		if !c.Gone {
			g.own++
		}
		if c.Earlier > 0 && (!g.touched || k.protection[c.Earlier-1] > k.protection[g.class]) {
			g.touched, g.class = true, c.Earlier-1
		}
	}
	return g
}

// ownOf leaves the documents of the run that no step dropped.
func ownOf(run iter.Seq[transform.Claim]) iter.Seq[transform.Claim] {
	return where(run, func(c transform.Claim) bool { return !c.Gone })
}

func where(run iter.Seq[transform.Claim], is func(transform.Claim) bool) iter.Seq[transform.Claim] {
	return func(yield func(transform.Claim) bool) {
		for c := range run {
			if is(c) && !yield(c) {
				return
			}
		}
	}
}

// compare counts what the step would do by itself, and tells of what contact will take.
func (k *keeping) compare(g kinship, own iter.Seq[transform.Claim]) error {
	for c := range own {
		if c.Earlier > 0 {
			k.seen++
		}
		if k.loses(g, c) {
			k.lost++
			k.real.lose(c)
		}
	}
	return k.plain.Decide(own, func(c transform.Claim, v transform.Verdict) {
		if v.Kind == transform.Class && c.Earlier == int(v.Num)+1 {
			k.same++
		}
	})
}

func (k *keeping) loses(g kinship, c transform.Claim) bool {
	return !k.move && c.Earlier > 0 && c.Earlier-1 != g.class
}

// keep puts a group that touches the earlier release where it belongs.
func (k *keeping) keep(g kinship, own iter.Seq[transform.Claim], rule func(transform.Claim, transform.Verdict)) {
	left := g.own
	for c := range own {
		v := transform.Verdict{Kind: transform.Class, Num: int64(g.class), End: int32(c.Earlier - 1)}
		switch {
		case c.Earlier == 0:
			v.Start, v.End = whyGroup, 0
			k.together++
		case c.Earlier-1 == g.class:
			v.Start = whyKept + int32(c.By)
		case k.move:
			v.Start = whyMoved
			k.moved++
		default:
			v.Kind, v.Start = transform.Reject, whyLost
			left--
		}
		rule(c, v)
	}
	if left == 0 { // the more protected ones are among those that a step dropped
		k.emptied++
	}
	k.real.take(where(own, func(c transform.Claim) bool { return !k.loses(g, c) }), g.class)
}

// Notes implements transform.Sitting.
func (k *keeping) Notes() map[string]int64 {
	notes := k.real.Notes()
	notes["seen_before"], notes["with_seen"], notes["would_have_moved"] = k.seen, k.together, k.seen-k.same
	if k.move {
		notes["contact_moved"] = k.moved
	} else {
		notes["contact_rejected"], notes["contact_emptied"] = k.lost, k.emptied
	}
	return notes
}
