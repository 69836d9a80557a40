package engine

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// Many documents near each other, each by a word of its own: one stays, in both modes, within the least
// memory.
func TestManyNearDocuments(t *testing.T) {
	const n = 20000 // 70,000 hold too, in 16 s
	s, b := newSite(t), strings.Builder{}
	for i := range n {
		fmt.Fprintf(&b, "{\"id\":\"d%d\",\"text\":\"The ferry is back in service and the pilots return to work on the morning tide at last, says number %s.\"}\n", i, word(i))
	}
	s.file("in.jsonl", b.String())
	for _, mode := range []string{"components", "pairs"} {
		res := s.run(s.recipe("sources: [{path: in.jsonl, fields: {id: id}}]\nlimits: {document: 64KiB}\nexport: {ledger: {rejects: sample}}\nsteps: [dedupe.near: {threshold: 0.7, mode: "+mode+", keep: last}]\n"),
			Options{Workers: 1, Memory: floor(1, 64<<10), Out: filepath.Join(s.dir, mode)})
		if res.Accounting.Kept != 1 {
			t.Errorf("%s: %d kept", mode, res.Accounting.Kept)
		}
		for id, f := range fatesOf(t, res) {
			if f.kept != fmt.Sprint("d", n-1) || id != f.kept && f.similarity < 0.7 {
				t.Fatalf("%s: %s goes for %+v", mode, id, f)
			}
		}
	}
}
