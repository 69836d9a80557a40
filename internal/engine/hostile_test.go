package engine

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/schema"
)

// Names in a depfile are read by make: each of these was tried with GNU make 4.3. A ? matches the
// character that can't be written.
func TestMakeNames(t *testing.T) {
	for name, want := range map[string]string{
		"docs/plain.txt":  "docs/plain.txt",
		"a b#1:2.txt":     `a\ b\#1\:2.txt`,
		"cost$.txt":       "cost$$.txt",
		"new\nline\t.txt": "new?line?.txt",
		`a\b%c=d;e|f`:     "a?b?c?d?e?f",
		"we[i]rd*?.txt":   "we?i?rd??.txt",
		"ends in ":        `ends\ in?`,
		"né.txt":          "né.txt",
	} {
		if got := makeName(name); got != want {
			t.Errorf("%q: got %s, want %s", name, got, want)
		}
	}
}

// A folder that holds the recipe may be its own source: what the run writes beside it is none, least of
// all the lock of a private recipe, and a second run finds the same inputs.
func TestOwnFilesAreNoSources(t *testing.T) {
	s := newSite(t)
	s.file("a.txt", "call 555-1234 today")
	s.file("b.txt", "nothing to hide")
	r := s.recipe(`
sources:
  - {path: ., name: all}
steps:
  - redact.pattern: {patterns: [{kind: phone, pattern: '\d{3}-\d{4}'}]}
  - split.hash: {ratios: {train: 1}, by: content}
uncovered: [url]
`)
	o := Options{Depfile: filepath.Join(s.dir, "inputs.mk"), Stamp: filepath.Join(s.dir, "stamp")}
	first := s.run(r, o)
	if n := first.Funnel[0].In; n != 2 {
		t.Errorf("%d documents read, want 2", n)
	}
	if again := s.run(r, o); !again.UpToDate || again.Digest != first.Digest {
		t.Errorf("the second run: %+v", again)
	}
}

// A recipe from standard input reads nothing outside its folder, through no link either.
func TestStandardInputIsConfined(t *testing.T) {
	s, outside := newSite(t), t.TempDir()
	s.file("in/a.txt", "inside")
	if err := os.WriteFile(filepath.Join(outside, "b.txt"), []byte("outside"), 0o600); err != nil {
		t.Fatal(err)
	}
	r := s.recipe("sources: [{path: in, name: in}]\nsteps: [split.hash: {ratios: {train: 1}, by: content}]\n")
	r.File = "-"
	s.run(r, Options{Out: filepath.Join(s.dir, "out1"), Work: filepath.Join(s.dir, ".w1")})
	if err := os.Symlink(outside, filepath.Join(s.dir, "in", "link")); err != nil {
		t.Skip(err)
	}
	_, err := Run(context.Background(), r, Options{Out: filepath.Join(s.dir, "out2"), Work: filepath.Join(s.dir, ".w2")})
	if err == nil || !strings.Contains(err.Error(), "can't read outside the working folder") {
		t.Errorf("got %v", err)
	}
}

// Bytes that could not be decoded may belong to what was redacted: a document with a private edit does
// not give them away.
func TestUndecodableBytesAreWithheld(t *testing.T) {
	u := schema.Undecodable{Start: 7, Bytes: "\xfc"}
	for text, want := range map[string]string{"name: M\ufffdller": "", "no n\ufffdme": "\xfc"} {
		s := newSite(t)
		r := s.recipe(`
sources: [{path: "*.txt", name: all}]
steps:
  - redact.pattern: {patterns: [{kind: name, pattern: 'name: .*'}]}
uncovered: [url]
`)
		all := []schema.Undecodable{u}
		docs := []schema.Doc{{Values: make([]schema.Value, len(r.Layout.Columns)), Read: schema.Read{Undecodable: all}}}
		docs[0].Set(schema.SlotText, schema.StringValue(text))
		ns, scratch := nodes(r), &schema.Scratch{}
		if err := apply(context.Background(), r.Layout, ns, docs, 0, len(ns), scratch); err != nil {
			t.Fatal(err)
		}
		if err := finish(context.Background(), r.Layout, ns, &docs[0], scratch); err != nil {
			t.Fatal(err)
		}
		if got := docs[0].Read.Undecodable; len(got) != 1 || got[0].Start != 7 || got[0].Bytes != want || all[0].Bytes != "\xfc" {
			t.Errorf("%q: %+v", text, got)
		}
	}
}

// An id made of the original would give it away: try names documents as the run does.
func TestTryNamesAsTheRunDoes(t *testing.T) {
	s := newSite(t)
	s.file("in.jsonl", `{"text":"call 555-1234 today"}`+"\n")
	r := s.recipe(`
sources: [{path: in.jsonl, name: in}]
steps:
  - redact.pattern: {patterns: [{kind: phone, pattern: '\d{3}-\d{4}'}]}
  - split.hash: {ratios: {train: 1}, by: content}
uncovered: [url]
`)
	sum := sha256.Sum256([]byte("call <phone> today"))
	want := "in/" + hex.EncodeToString(sum[:8])
	trial, err := Try(context.Background(), r, Options{}, TryOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if got := trial.Docs[0].Doc.Str(schema.SlotID); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
