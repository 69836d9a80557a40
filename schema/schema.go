// Package schema holds the nouns of tamis: documents, columns, values, edits, reasons.
//
// Everything else passes these along: a reader makes documents, steps edit them, judge
// them and set their columns, the export writes them. The package imports nothing of ours.
package schema
