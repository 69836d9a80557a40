// Package filter sets documents aside by rule: where an expression is not true, all but the best.
package filter
