package sealed

import (
	"strings"

	"github.com/tamis-data/tamis/internal/garble"
)

// Lines of pages, in other words and more languages than the open ones.
var boiler = map[string]map[string][]string{
	"consent": {
		"en": {"This site uses cookies to analyse traffic and show you relevant ads. Got it!", "We value your privacy. We and our partners store and/or access information on a device.", "Cookie settings", "Please enable JavaScript and cookies to continue."},
		"de": {"Wir nutzen Cookies auf unserer Website. Einige von ihnen sind essenziell. Nur notwendige akzeptieren"}, "fr": {"Ce site utilise des cookies. En savoir plus. J'accepte", "Nous respectons votre vie privée. Gérer mes préférences"},
		"sv": {"Vi använder cookies för att förbättra din upplevelse. Godkänn alla"}, "cs": {"Tento web používá soubory cookie. Souhlasím"}, "fi": {"Käytämme evästeitä. Hyväksy kaikki"}, "hu": {"Ez a weboldal sütiket használ. Elfogadom"},
		"el": {"Αυτός ο ιστότοπος χρησιμοποιεί cookies. Αποδοχή όλων"}, "uk": {"Цей сайт використовує файли cookie. Прийняти всі"}, "ro": {"Acest site folosește cookie-uri. Acceptă toate"}, "ko": {"이 웹사이트는 쿠키를 사용합니다. 모두 동의"}, "ar": {"يستخدم هذا الموقع ملفات تعريف الارتباط. قبول الكل"},
	},
	"share": {
		"en": {"Share this:", "Print | Email | Share", "SHARE ON: Facebook • X • Reddit • WhatsApp", "Like this? Share it with your friends!", "Like Loading...", "Copy link", "0 Comments", "12 shares"},
		"de": {"Diesen Beitrag teilen", "Auf Facebook teilen"}, "fr": {"Partagez cet article", "J'aime chargement…"}, "es": {"Comparte esta noticia en tus redes", "Me gusta Cargando..."}, "nl": {"Deel dit artikel via WhatsApp"}, "tr": {"Facebook'ta paylaş | Tweetle"}, "cs": {"Sdílet na Facebooku"}, "sv": {"Dela på Facebook"},
	},
	"subscribe": {
		"en": {"Get our free daily briefing straight to your inbox. Sign up now!", "Join 12,400 other subscribers", "To continue reading, please subscribe or log in.", "Create a free account", "Follow this blog via email", "Don't miss a story – get our app!"},
		"de": {"Weiterlesen mit Abo: jetzt 4 Wochen gratis testen", "Einloggen"}, "fr": {"Cet article est réservé aux abonnés", "Je m'abonne"}, "es": {"Suscríbete para seguir leyendo", "Regístrate gratis"}, "pt": {"Subscreva a nossa newsletter", "Entrar | Registar"}, "cs": {"Přihlaste se k odběru novinek"}, "uk": {"Підпишіться на нашу розсилку"}, "tr": {"Bültenimize abone olun"},
	},
	"navigation": {
		"en": {"You are here: Home / News / Harbour", "Menu", "Jump to navigation", "« Older posts   Newer posts »", "1 2 3 4 5 … 18 Next", "Toggle navigation", "Search for:", "Sitemap | Accessibility | Help | Login", "Previous Next"},
		"de": {"Sie befinden sich hier: Start » Aktuelles » Hafen", "Menü schließen", "Suche", "1 2 3 … 9 Weiter"}, "fr": {"Vous êtes ici : Accueil > Actualités", "Article précédent | Article suivant"}, "es": {"Usted está aquí: Inicio » Noticias", "Anterior | Siguiente"}, "uk": {"Головна » Новини » Порт"}, "cs": {"Úvod » Zprávy » Přístav", "Přejít k obsahu"}, "sv": {"Hem / Nyheter / Hamnen", "Till toppen"}, "tr": {"Ana Sayfa > Haberler > Liman"},
	},
	"read-more": {
		"en": {"READ ALSO: Ferry strike enters third week", "RELATED: Who owns the quay?", "Click here to read the full story", "Recommended for you", "Trending now", "More from this author", "Don't miss: The ten best soups", "The post Bridge reopens appeared first on Oldhaven Courier.", "(via Oldhaven Courier)"},
		"de": {"Mehr dazu: Wem gehört der Kai?", "Das könnte Sie auch interessieren", "Auch interessant"}, "fr": {"Sur le même sujet", "Voir aussi : à qui appartient le quai ?"}, "es": {"Te puede interesar", "Noticias relacionadas"}, "pt": {"Leia também: a ponte reabriu", "Saiba mais"}, "uk": {"Читайте також: чия це набережна", "Докладніше"}, "tr": {"Devamını oku", "İlgili haberler"}, "sv": {"Läs också: Bron öppnar igen", "Läs mer"},
	},
	"copyright": {
		"en": {"(c) 2018 Kestrin Daily News", "Copyright 2021 Orwenby Times. No part of this site may be reproduced without written permission.", "Image: Getty Images", "Photo credit: Oldhaven Archive", "Terms & Conditions · Privacy · Imprint", "Proudly powered by WordPress | Theme: Harbour by Quay Themes.", "Disclaimer: The views expressed are those of the author alone."},
		"de": {"Copyright (c) 2019 Hafenverlag GmbH", "Foto: Archiv Altenhafen", "AGB · Widerruf · Datenschutz"}, "fr": {"Copyright 2020 Éditions du Quai – Reproduction interdite", "Crédit photo : archives du port"}, "pt": {"© 2022 Correio do Cais. Todos os direitos reservados."}, "uk": {"© 2023 Вісник порту. Усі права захищено."}, "cs": {"© 2021 Přístavní noviny. Všechna práva vyhrazena."}, "tr": {"© 2020 Liman Gazetesi. Tüm hakları saklıdır."}, "ko": {"© 2022 항구신문. 무단 전재 및 재배포 금지"},
	},
	"hashtags": {
		"en": {"#Harbour2024 #strike #DockersUnite #oldhaven", "TAGS: bridge | toll | council", "Topics: Ferries, Harbours, Tolls", "#bridge#toll#council", "Categories: News Tags: bridge, toll", "Labels: bridge, toll, winter"},
		"de": {"Tags: Brücke | Maut | Rat", "#Brücke #Maut"}, "fr": {"#pont#péage#conseil", "Tags : pont, péage"}, "it": {"#ponte #pedaggio", "Tag: ponte, pedaggio"}, "tr": {"#köprü #liman", "Etiketler: köprü, liman"}, "ar": {"#الميناء #الجسر"}, "hi": {"#बंदरगाह #पुल"}, "uk": {"#міст #порт", "Теги: міст, порт"},
	},
	"bylines": {
		"en": {"By Ruth Dalverton and Samuel Orwenby", "Olga Kestrin, Maravel Correspondent", "Reporting by Tomas Brellin; Editing by Mira Castrane", "Updated: 4 March 2023, 18:22 GMT", "Published 9:41 AM EST, Tue May 7, 2024", "Author: H. Vexley | Published: 2021-05-04"},
		"de": {"Von unserem Korrespondenten Tomas Brellin, Maravel", "Stand: 04.03.2023, 18:22 Uhr"}, "fr": {"De notre correspondante à Maravel, Hanna Vexley", "Mis à jour le 4 mars 2023 à 18h22"}, "uk": {"Автор: Ольга Кестрін"}, "cs": {"Autor: Tomas Brellin, 4. března 2023"}, "tr": {"Yazan: Hanna Vexley"},
	},
}

// plantSummary repeats a paragraph's beginning below the text, with dots and a link to the rest.
func plantSummary(p *garble.Page) {
	body := p.Some(p.Lines(), 1)
	if len(body) == 0 {
		return
	}
	words := strings.Fields(p.Clean()[body[0].Start:body[0].End])
	if len(words) < 20 {
		return
	}
	cut := strings.TrimRight(strings.Join(words[:p.Rand.Between(12, 18)], " "), ",;:.")
	p.Insert(len(p.Clean()), "\n\n"+cut+garble.Pick(p.Rand, []string{"… Read more", "...", " [...]", " (more…)"}))
}

func boilerKinds() []garble.Kind {
	var kinds []garble.Kind
	for _, name := range []string{"consent", "share", "subscribe", "navigation", "read-more", "copyright", "hashtags", "bylines"} {
		k := garble.Kind{Name: "boiler/" + name, Step: "redact.boilerplate", Langs: garble.Keys(boiler[name]), Plant: garble.PlantPhrases(boiler[name])}
		if name == "bylines" {
			k.Choose = "bylines"
		}
		kinds = append(kinds, k)
	}
	return append(kinds, garble.Kind{Name: "boiler/teaser", Step: "redact.boilerplate", Langs: []string{"en", "es", "it", "nl", "uk"}, Length: 16, Plant: plantSummary})
}

// spaced changes the blanks of a copy, not its words.
func spaced(s string) string { return strings.ReplaceAll(s, " ", "  ") }

// shorter leaves the end of a copy out.
func shorter(s string) string {
	words := strings.Fields(s)
	if len(words) < 16 {
		return s
	}
	return strings.Join(words[:len(words)-2], " ")
}

// plantList repeats a list of points with all its lines.
func plantList(p *garble.Page) {
	points := garble.NewTable(p.Rand)
	list := "The points on the agenda:\n- " + strings.Join(points[1], "\n- ") + "\n- " + strings.Join(points[2], ", then ")
	p.Guarded("list", list, true)
	p.Insert(len(p.Clean()), "\n\n"+list)
}

// plantThrice sets a paragraph under the text two times more.
func plantThrice(p *garble.Page) {
	body := p.Lines()
	if len(body) == 0 {
		return
	}
	s := garble.Pick(p.Rand, body)
	text := "\n\n" + p.Clean()[s.Start:s.End]
	p.Insert(len(p.Clean()), text+text)
}

func repeatKinds() []garble.Kind {
	kind := func(name string, plant func(p *garble.Page)) garble.Kind {
		return garble.Kind{Name: "repeats/" + name, Step: "redact.repeats", Length: 14, Plant: plant}
	}
	return []garble.Kind{kind("spaced", func(p *garble.Page) { garble.Repeat(p, spaced) }), kind("shorter", func(p *garble.Page) { garble.Repeat(p, shorter) }),
		kind("list", plantList), kind("thrice", plantThrice)}
}
