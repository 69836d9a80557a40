package threshold

import "slices"

// Near is a document with its value of a metric.
type Near struct {
	ID     string  `json:"id"`
	Value  float64 `json:"value"`
	Metric string  `json:"metric,omitempty"` // where it is not said already
	gap    float64
}

// take puts a document among the nearest on its side of the threshold.
func (r *Rule) take(n Near, stops bool, most int) {
	if stops {
		r.Failing = keepNear(r.Failing, n, most)
		return
	}
	r.Passing = keepNear(r.Passing, n, most)
}

// keepNear keeps the nearest, at most so many; of equally near ones those that came first.
func keepNear(list []Near, n Near, most int) []Near {
	if most <= 0 || len(list) == most && n.gap >= list[most-1].gap {
		return list
	}
	i := len(list)
	for i > 0 && n.gap < list[i-1].gap {
		i--
	}
	if list = slices.Insert(list, i, n); len(list) > most {
		list = list[:most]
	}
	return list
}
