package export

import (
	"errors"
	"testing"
)

func TestExplainKeptDocument(t *testing.T) {
	dir := fixture{n: 20, word: "lake", private: true}.release(t, t.TempDir(), "news", "1.0.0")
	r, err := Load(dir)
	must(t, err)
	s, err := r.Explain("news/0004")
	must(t, err)
	if len(s.Accounts) != 1 {
		t.Fatalf("%d documents", len(s.Accounts))
	}
	a := s.Accounts[0]
	if a.Outcome != "kept" || a.Origin != "news.jsonl#4" || a.Split != "train" || a.Read == nil || a.Read.Start != 400 || a.Read.Reader != "jsonl/1" {
		t.Errorf("%+v, read %+v", a, a.Read)
	}
	private, open := 0, 0
	for _, e := range a.Edits {
		if e.Removed == nil {
			private++
			if e.Step != "phones" || e.Inserted != "<phone>" || e.RemovedBytes != 8 {
				t.Errorf("private edit %+v", e)
			}
		} else if open++; *e.Removed != " " {
			t.Errorf("edit %+v removed %q", e, *e.Removed)
		}
	}
	if private != 1 || open != 3 {
		t.Errorf("%d private edits and %d others", private, open)
	}
	if len(a.Metrics) != 1 || a.Metrics[0].Name != "short__words" || *a.Metrics[0].Value != 10 {
		t.Errorf("metrics %+v", a.Metrics)
	}
	if len(a.Columns) != 10 || a.Columns[1].Value.Str() != "some lake é 漢 and call <phone> now,\nnumber 4" {
		t.Errorf("columns %+v", a.Columns)
	}
}

func TestExplainRejectedDocuments(t *testing.T) {
	dir := fixture{n: 20, word: "lake"}.release(t, t.TempDir(), "news", "1.0.0")
	r, err := Load(dir)
	must(t, err)
	s, err := r.Explain("news.jsonl#7") // an origin will do
	must(t, err)
	a := s.Accounts[0]
	if a.Outcome != "rejected" || a.Step != "short" || a.Rule != "words" || *a.Value != 1 || *a.Threshold != 3 || a.Columns[1].Value.Str() != "short" {
		t.Errorf("%+v", a)
	}
	s, err = r.Explain("news/0009")
	must(t, err)
	a = s.Accounts[0]
	if a.KeptID != "news/0008" || *a.Similarity != 1 || a.Cluster != "news/0008" || len(a.Members) != 1 || a.Members[0].ID != "news/0009" {
		t.Errorf("%+v, members %+v", a, a.Members)
	}
	if _, err := r.Explain("news/9999"); !errors.Is(err, ErrUnknownID) {
		t.Errorf("an unknown id: %v", err)
	}
}

func TestRowsStopEarly(t *testing.T) {
	r, err := Load(fixture{n: 20, word: "lake"}.release(t, t.TempDir(), "news", "1.0.0"))
	must(t, err)
	for range 3 {
		for row, err := range r.Rows(TableDocuments, "id") {
			must(t, err)
			if row.Str("id") != "news/0000" {
				t.Fatal("another first row")
			}
			break
		}
	}
	for _, err := range r.Rows("ledger/none") {
		if err == nil {
			t.Fatal("rows of no table")
		}
	}
}
