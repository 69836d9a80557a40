package engine

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
)

// content is the hash that document ord of a graph has: in another order than the ordinals.
func content(ord int64) (c [16]byte) {
	c[0], c[1], c[15] = byte(ord*167), byte(ord*31), byte(ord)
	return c
}

func link(a, b int64) edge { return edge{a, b, content(a), content(b)} }

// membersOf finds the components with a union-find of so many bytes, and the links in two barriers.
func membersOf(t *testing.T, edges []edge, memory int64) []member {
	t.Helper()
	c := components{ctx: context.Background(), dir: t.TempDir(), sort: 2 << 10, memory: memory}
	for i, part := range [][]edge{edges[:len(edges)/3], edges[len(edges)/3:]} {
		if err := c.begin(filepath.Join(c.dir, fmt.Sprint(i))); err != nil {
			t.Fatal(err)
		}
		for _, e := range part {
			c.add(e)
		}
		if fresh, err := c.commit(); err != nil || fresh != (len(part) > 0) {
			t.Fatal(fresh, err)
		}
	}
	var out []member
	if err := c.members(func(m member) error { out = append(out, m); return nil }); err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(out, func(a, b member) int { return sign(a.ord - b.ord) })
	if left, _ := filepath.Glob(filepath.Join(c.dir, "spill-*")); len(left) > 0 {
		t.Errorf("files left: %v", left)
	}
	return out
}

// slowMembers walks from each document as far as links lead.
func slowMembers(edges []edge) []member {
	near, dropped := map[int64][]int64{}, map[int64]bool{}
	for _, e := range edges {
		near[e.a], near[e.b] = append(near[e.a], e.b), append(near[e.b], e.a)
		dropped[e.a] = true
	}
	var out []member
	for ord := range near {
		seen := map[int64]bool{ord: true}
		for todo := []int64{ord}; len(todo) > 0; todo = todo[1:] {
			for _, n := range near[todo[0]] {
				if !seen[n] {
					seen[n] = true
					todo = append(todo, n)
				}
			}
		}
		out = append(out, slowMember(ord, seen, dropped))
	}
	slices.SortFunc(out, func(a, b member) int { return sign(a.ord - b.ord) })
	return out
}

func slowMember(ord int64, cluster, dropped map[int64]bool) member {
	m := member{ord: ord, cluster: -1, group: content(ord)}
	least := ord
	for o := range cluster {
		least = min(least, o)
		if !dropped[o] && (m.cluster < 0 || o < m.cluster) {
			m.cluster = o
		}
		if c := content(o); bytes.Compare(c[:], m.group[:]) < 0 {
			m.group = c
		}
	}
	if m.cluster < 0 {
		m.cluster = least
	}
	return m
}

func TestClusterSurvivors(t *testing.T) {
	for name, c := range map[string]struct {
		edges []edge
		want  map[int64]int64 // survivor by document
	}{
		"a pair":                        {[]edge{link(7, 3)}, map[int64]int64{3: 3, 7: 3}},
		"the kept one comes later":      {[]edge{link(3, 7)}, map[int64]int64{3: 7, 7: 7}},
		"two steps join two pairs":      {[]edge{link(2, 1), link(4, 3), link(3, 1)}, map[int64]int64{1: 1, 2: 1, 3: 1, 4: 1}},
		"everyone is somebody's double": {[]edge{link(5, 9), link(9, 5)}, map[int64]int64{5: 5, 9: 5}},
		"linked to itself":              {[]edge{link(6, 6)}, map[int64]int64{6: 6}},
	} {
		for where, memory := range map[string]int64{"in memory": 1 << 20, "on disk": 0} {
			got := map[int64]int64{}
			for _, m := range membersOf(t, c.edges, memory) {
				got[m.ord] = m.cluster
			}
			if !reflect.DeepEqual(got, c.want) {
				t.Errorf("%s %s: %v, want %v", name, where, got, c.want)
			}
		}
	}
}

// TestComponentsAgree holds both ways of finding components to a walk over random graphs: sparse and
// dense ones, chains in order, backwards and shuffled, stars, cycles.
func TestComponentsAgree(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 1))
	for round := range 40 {
		edges := randomGraph(rng)
		want := slowMembers(edges)
		for where, memory := range map[string]int64{"in memory": 1 << 30, "on disk": 0} {
			if got := membersOf(t, edges, memory); !reflect.DeepEqual(got, want) {
				t.Fatalf("round %d, %s: %d edges: %v, want %v", round, where, len(edges), got, want)
			}
		}
	}
}

func randomGraph(rng *rand.Rand) []edge {
	n := int64(2 + rng.IntN(120))
	name := rng.Perm(int(3 * n)) // so that neighbours are not neighbours by number
	var edges []edge
	for range rng.IntN(int(2 * n)) {
		edges = append(edges, link(int64(name[rng.Int64N(n)]), int64(name[rng.Int64N(n)])))
	}
	for i := range rng.Int64N(n) { // a chain
		edges = append(edges, link(int64(name[i]), int64(name[i+1])))
	}
	for i := range rng.Int64N(n) { // a star
		edges = append(edges, link(int64(name[2*n+i]), int64(name[2*n])))
	}
	return edges
}

// TestLongChainsSettleInFewRounds: passing labels on from neighbour to neighbour would take as many
// rounds as the chain has links.
func TestLongChainsSettleInFewRounds(t *testing.T) {
	const n = 4000
	for name, at := range map[string]func(i int64) int64{
		"ascending":  func(i int64) int64 { return i },
		"descending": func(i int64) int64 { return n - i },
		"scattered":  func(i int64) int64 { return i * 1777 % (n + 1) },
	} {
		edges := func(f func(edge) error) error {
			var err error
			for i := range int64(n) {
				err = errors.Join(err, f(link(at(i), at(i+1))))
			}
			return err
		}
		ctx := &countingContext{Context: context.Background()}
		s := &stars{ctx: ctx, dir: t.TempDir(), mem: 1 << 20}
		graph, err := s.settle(edges)
		if err != nil {
			t.Fatal(err)
		}
		if passes := ctx.asked / n; passes > 30 {
			t.Errorf("%s: %d passes over the documents", name, passes)
		}
		for _, label := range s.labels(graph, &err) {
			if label != 0 {
				t.Fatalf("%s: a document of the chain is labelled %d", name, label)
			}
		}
		if err = errors.Join(err, graph.Close()); err != nil {
			t.Fatal(err)
		}
	}
}

// countingContext counts how often it is asked: once for each document of a pass.
type countingContext struct {
	context.Context
	asked int
}

func (c *countingContext) Err() error { c.asked++; return c.Context.Err() }

func TestComponentsEndWhenStopped(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	c := components{ctx: ctx, dir: t.TempDir(), sort: 1 << 20}
	if err := c.begin(filepath.Join(c.dir, "links")); err != nil {
		t.Fatal(err)
	}
	c.add(link(1, 2))
	if _, err := c.commit(); err != nil {
		t.Fatal(err)
	}
	if err := c.members(func(member) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}
