package main

const pageHead = `# Labels of structure and facts

Written by ` + "`make labels`" + ` (bench/labels); seed %d, %d texts a label. Nothing here depends on the machine.

The texts are made by the bench: templates and prose of ours (internal/garble/prose) with invented names, so that the truth is known to the byte. Whoever
wrote the steps wrote the templates too and looked at misses of them, so that these figures say what the steps do on what they were built for; real
pages are more various. *Found* counts marks that an element of the same kind meets, *wrong* elements that meet none.

`

const blocksHead = `## label.blocks

Pages with and without blank lines, Markdown or plain, paragraphs in four languages, some of them wrapped at a width; titles and headings in sentence case,
with capitals, with a lost one; lists with five marks; tables with bars, edges, tabs; quotations; bylines; questions with six kinds of labels
or below a heading. An element is right with its kind and both borders.

`

const pairsHead = `## label.qa

The same pages. A pair is right with all four borders, labels aside.

`

const entitiesHead = `## label.entities

Stories about three people: introduced by an office, a title, a verb of speech, an apposition; then named by surname, with possessives, in headlines. One first name in ten
and most surnames, two places in five and half of the organisations are invented; names have particles, initials, hyphens. Sentences that only look as
if they named somebody stand between. Eight in a hundred are German, French or Spanish.

`

const annotatedHead = `Paragraphs of news about invented people, marked by hand (bench/labels/annotated). The misses of known.txt were looked at while the step was built; fresh.txt was
written behind the step, and its misses were never shown, its figures alone.

`

const consistencyHead = `## label.consistency

Sets of documents about 96 people each. Of eight people one has a document with another first name, one a document with another office; the others are as they should be: no
slip, short forms, a namesake in many documents, a namesake with an office of her own in one, an office that changed, a former office.

`

const rewrittenHead = `## label.rewritten

English prose of four registers with sentences that look wrong and are right; half of the texts have two to six slips. An element is right where it overlaps a slip of its
kind. A third of the odd phrases stand in no list of the step.

`

const truthHead = `Testdata's truth: all documents, marked glued marks and lost capitals (which other steps mend). Found elsewhere counts as wrong, although some of it is wrong in the
text and not marked, such as "a important" in a text about a treaty. Misses are nearly all texts that have no capitals throughout, or are shouted: style, by the step's own rule.

`

const alarmsHead = `Signs in clean prose, 20 texts in each of %d languages: %d in all. Languages with a sign: %s.

`
