package export

import (
	"slices"
	"strings"
	"testing"
)

// A release with copies verifies in any order of its rows and in as many passes as memory asks for, and each document is proven once.
func TestVerifyCopies(t *testing.T) {
	for _, f := range []fixture{{n: 60, copies: "good"}, {n: 60, copies: "good", shuffle: true, formats: true}} {
		dir := f.release(t, t.TempDir(), "news", "1.0.0")
		for _, memory := range []int64{0, 500} {
			r := clean(t, dir, VerifyOptions{Replay: true, Memory: memory})
			if r.Replay.Proven != 60 || r.Replay.Documents != 60 || r.Documents != 48+24 {
				t.Errorf("%+v: %+v, %d rows", f, r.Replay, r.Documents)
			}
		}
	}
}

// What is wrong with a copy is named.
func TestVerifyWrongCopies(t *testing.T) {
	for copies, want := range map[string]string{
		"own":      "1 kept documents have no row",
		"values":   "1 copies have other values than their document",
		"lost":     "1 copies of kept documents have no row",
		"borrowed": "1 copies have the id of a document",
	} {
		dir := fixture{n: 20, copies: copies}.release(t, t.TempDir(), "news", "1.0.0")
		r, err := Verify(dir, VerifyOptions{})
		must(t, err)
		if !slices.ContainsFunc(r.Problems, func(p Problem) bool { return strings.Contains(p.Message, want) }) {
			t.Errorf("%s: %v, not %s", copies, r.Problems, want)
		}
	}
}

// Explain finds the document of a copy by the copy's id.
func TestExplainCopy(t *testing.T) {
	dir := fixture{n: 20, copies: "good"}.release(t, t.TempDir(), "news", "1.0.0")
	rel, err := Load(dir)
	must(t, err)
	s, err := rel.Explain("news/0010-3")
	must(t, err)
	if len(s.Accounts) != 1 || s.Accounts[0].ID != "news/0010" || s.Accounts[0].Copies != 2 {
		t.Errorf("%+v", s.Accounts)
	}
	if _, err := rel.Explain("news/0010-4"); err == nil {
		t.Error("a copy that is not there is explained")
	}
}
