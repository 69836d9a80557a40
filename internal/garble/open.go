package garble

import "slices"

// Open returns the kinds of this package, which may be used while a step is built. Those of package sealed,
// open too by now, are of the same rooms and of other shapes.
func Open() []Kind {
	return slices.Concat(mojibakeKinds(), markupKinds(), tableKinds(), spacingKinds(), casingKinds(), paragraphKinds(),
		dumpKinds(), boilerKinds(), repeatKinds(), piiKinds(), secretKinds())
}

func markupKinds() []Kind {
	kind := func(name, choose string, plant func(p *Page)) Kind {
		return Kind{Name: "markup/" + name, Step: "clean.markup", Choose: choose, Plant: plant}
	}
	return []Kind{
		kind("tags", "", plantTags),
		kind("tag-lines", "", func(p *Page) { PlantLines(p, tagLines) }),
		kind("broken", "", plantBroken),
		kind("entities", "", plantEntities),
		kind("entities-double", "", plantDoubled),
		kind("css", "", plantCSS),
		kind("script", "", plantScript),
		kind("wiki", "", plantWiki),
		kind("bbcode", "", plantBBCode),
		kind("markdown", "strip", plantMarkdown),
		kind("templates", "", plantTemplates),
	}
}
