package fasttext

// branch is a node of the tree that is still to be looked at.
type branch struct {
	node  int32
	score float32
}

// choose puts the likeliest labels for the hidden vector into p.best.
func (p *Predictor) choose(threshold float32) {
	switch p.m.args.loss {
	case lossHierarchical:
		p.descend(threshold)
		return
	case lossSoftmax:
		p.softmax()
	default:
		p.sigmoids()
	}
	for label, x := range p.output {
		if x < threshold || x != x {
			continue
		}
		score := logf(x)
		if worst, full := p.best.full(); full && score < worst {
			continue
		}
		p.best.add(scored{score, int32(label)})
	}
}

// descend walks the tree of labels, left branch first, leaving out what can't become better than what was found.
func (p *Predictor) descend(threshold float32) {
	t, least := p.m.tree, logf(threshold)
	p.stack = append(p.stack[:0], branch{node: int32(2*t.leaves - 2)})
	for len(p.stack) > 0 {
		b := p.stack[len(p.stack)-1]
		p.stack = p.stack[:len(p.stack)-1]
		if worst, full := p.best.full(); b.score < least || b.score != b.score || full && b.score < worst {
			continue
		}
		if int(b.node) < t.leaves {
			p.best.add(scored{b.score, b.node})
			continue
		}
		inner := int(b.node) - t.leaves
		f := p.m.output.dot(p.hidden, inner)
		f = float32(1 / float64(1+expf(-f)))
		p.stack = append(p.stack, branch{t.right[inner], b.score + logf(f)},
			branch{t.left[inner], b.score + logf(float32(1-float64(f)))})
	}
}

// softmax makes probabilities of the scores of all labels.
func (p *Predictor) softmax() {
	for i := range p.output {
		p.output[i] = p.m.output.dot(p.hidden, i)
	}
	top, sum := p.output[0], float32(0)
	for _, x := range p.output {
		top = max(top, x)
	}
	for i, x := range p.output {
		p.output[i] = expf(x - top)
		sum += p.output[i]
	}
	for i := range p.output {
		p.output[i] /= sum
	}
}

// The sigmoid of fastText is a table: 512 steps from -8 to 8.
const (
	sigmoidSteps = 512
	sigmoidReach = 8
)

func sigmoid(x float32) float32 {
	switch {
	case x < -sigmoidReach:
		return 0
	case x > sigmoidReach:
		return 1
	case x != x:
		return x
	}
	step := int((x + sigmoidReach) * sigmoidSteps / sigmoidReach / 2)
	at := float32(step*2*sigmoidReach)/sigmoidSteps - sigmoidReach
	return float32(1 / (1 + float64(expf(-at))))
}

// sigmoids makes a probability of the score of each label by itself.
func (p *Predictor) sigmoids() {
	for i := range p.output {
		p.output[i] = sigmoid(p.m.output.dot(p.hidden, i))
	}
}
