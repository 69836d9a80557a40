package judge

import (
	"slices"
	"strings"

	"github.com/tamis-data/tamis/internal/garble"
)

// Lines of pages in many languages, by kind.
var boiler = map[string]map[string][]string{
	"consent": {
		"en": {"We and our partners use cookies to personalise content and ads. Manage options | Accept & continue", "Cookies help us deliver our services. By using our services, you agree to our use of cookies. OK, got it", "Strictly necessary cookies are always on.", "Your privacy choices", "This website uses cookies so that we can provide you with the best user experience possible.", "I agree to the use of cookies"},
		"de": {"Mit der Nutzung unserer Dienste erklären Sie sich damit einverstanden, dass wir Cookies verwenden. OK", "Cookie-Einstellungen verwalten", "Ich stimme der Verwendung von Cookies zu."}, "fr": {"Gérer les cookies", "Ce site utilise des cookies à des fins de statistiques et de publicité. Continuer sans accepter"}, "es": {"Usamos cookies para mejorar su experiencia en nuestra web. Rechazar todo | Aceptar todo", "Política de cookies"},
		"da": {"Vi bruger cookies til statistik og markedsføring. Accepter alle | Afvis"}, "bg": {"Този сайт използва бисквитки. Приемам"}, "hr": {"Ova stranica koristi kolačiće. Prihvaćam sve"}, "vi": {"Trang web này sử dụng cookie. Chấp nhận tất cả"}, "id": {"Situs ini menggunakan cookie. Terima semua"}, "he": {"אתר זה משתמש בעוגיות. אישור"}, "hi": {"यह वेबसाइट कुकीज़ का उपयोग करती है। सभी स्वीकार करें"}, "th": {"เว็บไซต์นี้ใช้คุกกี้ ยอมรับทั้งหมด"}, "pt": {"Este site usa cookies. Ao continuar a navegar, concorda com a sua utilização. Aceitar"}, "nl": {"Wij gebruiken cookies om onze website te verbeteren. Akkoord"},
	},
	"share": {
		"en": {"Share on X (Opens in new window) Click to print (Opens in new window)", "Facebook Twitter Pinterest LinkedIn WhatsApp Copy URL", "Share via email", "Follow us on Twitter @oldhavencourier", "Find us on Facebook", "Share 37 Tweet Pin 4", "Save this story", "Join the conversation on our Facebook page."},
		"de": {"Folgen Sie uns auf Facebook, Instagram und YouTube", "Per E-Mail teilen | Drucken | WhatsApp"}, "fr": {"Partager par e-mail Imprimer", "Retrouvez-nous sur Facebook et X"}, "es": {"Compartir por WhatsApp Compartir por correo", "Síganos en Twitter"}, "it": {"Condividi questo articolo su WhatsApp", "Stampa | Invia per email"}, "pt": {"Partilhe este artigo", "Siga-nos no Instagram"}, "da": {"Del på Facebook Del på LinkedIn"}, "fi": {"Jaa Facebookissa", "Tulosta | Jaa"}, "ru": {"Поделиться ссылкой: ВКонтакте Telegram WhatsApp", "Подписывайтесь на наш канал в Telegram"}, "uk": {"Поширити у Facebook"}, "ja": {"この記事をシェアする", "Twitterでシェア"}, "ko": {"페이스북 공유하기 트위터 공유하기"}, "zh": {"分享到微信 分享到微博"}, "vi": {"Chia sẻ lên Facebook"}, "el": {"Κοινοποίηση στο Facebook"},
	},
	"subscribe": {
		"en": {"Enter your email below and never miss a post.", "Subscribe now for unlimited digital access. Cancel anytime.", "You have 2 free articles remaining this month.", "Already have an account? Log in here", "Forgot your password?", "Get notified of new posts by e-mail. Subscribe", "Sign in to leave a comment", "Register for free to read on", "Subscribe via RSS"},
		"de": {"Melden Sie sich für unseren Newsletter an", "Passwort vergessen?", "Dieser Artikel ist nur für Abonnenten. Jetzt Abo abschließen"}, "fr": {"Mot de passe oublié ?", "Recevez chaque matin l'essentiel de l'actualité. Inscription gratuite", "Créer un compte"}, "es": {"¿Olvidó su contraseña?", "Reciba nuestras noticias en su correo. Suscribirme"}, "it": {"Hai dimenticato la password?", "Abbonati per continuare a leggere"}, "pl": {"Zaloguj się | Załóż konto", "Nie pamiętasz hasła?"}, "nl": {"Inloggen | Registreren", "Meld je aan voor onze nieuwsbrief"}, "sv": {"Prenumerera på vårt nyhetsbrev", "Logga in"}, "ru": {"Забыли пароль?", "Зарегистрируйтесь, чтобы оставить комментарий"}, "hu": {"Iratkozzon fel hírlevelünkre"}, "ro": {"Abonează-te la newsletter"}, "ja": {"メールマガジン登録", "ログイン | 新規会員登録"}, "zh": {"登录 | 注册"}, "ko": {"로그인 | 회원가입"},
	},
	"navigation": {
		"en": {"Home » Local » Harbour » Bridge reopens", "Skip to main content", "Page 3 of 12", "Next article: Ferry fares to rise", "About | Advertise | Contact | Jobs | RSS", "Show menu Hide menu", "« Prev 1 2 3 4 Next »", "Close search", "Scroll to top", "View all posts by admin", "Browse archives by month", "Jump to: navigation, search"},
		"de": {"Zum Hauptinhalt springen", "Seite 2 von 7", "Start > Lokales > Hafen", "Über uns | Werbung | Kontakt | Karriere", "« Zurück Weiter »"}, "fr": {"Aller au contenu principal", "Page 2 sur 9", "Accueil » Région » Port", "Qui sommes-nous | Publicité | Contact"}, "es": {"Ir al contenido principal", "Página 2 de 8", "Quiénes somos | Publicidad | Contacto"}, "it": {"Vai al contenuto", "Pagina 2 di 6", "Chi siamo | Pubblicità | Contatti"}, "pl": {"Przejdź do treści", "Strona 2 z 5", "O nas | Reklama | Kontakt"}, "nl": {"Ga naar de inhoud", "Vorige | Volgende", "Over ons | Adverteren | Contact"}, "pt": {"Ir para o conteúdo", "Início > Notícias > Porto"}, "ru": {"Перейти к содержанию", "О нас | Реклама | Контакты", "« Назад Вперёд »"}, "hu": {"Ugrás a tartalomra", "Kezdőlap | Hírek | Kapcsolat"}, "fi": {"Siirry sisältöön", "Etusivu | Uutiset | Yhteystiedot"}, "ja": {"ホーム > ニュース > 港", "ページの先頭へ戻る"}, "ko": {"본문 바로가기", "홈 > 뉴스 > 항구"}, "zh": {"首页 > 新闻 > 港口", "上一页 下一页"}, "ar": {"الرئيسية | أخبار | رياضة | اتصل بنا"}, "fa": {"صفحه اصلی | اخبار | تماس با ما"},
	},
	"read-more": {
		"en": {"READ MORE: Who pays for the new lamps?", "Keep reading", "View full article", "More stories like this", "Most read", "What to read next", "Click to enlarge", "Full story: page 4", "[…] Read the rest of this entry »", "Also in News: Toll dropped after protest", "(source: Oldhaven Courier)", "Source: Pellworth Gazette"},
		"de": {"LESEN SIE AUCH: Wer zahlt die neuen Lampen?", "Zum vollständigen Artikel", "Meistgelesen", "Quelle: Altenhafener Bote"}, "fr": {"LIRE AUSSI > Qui paiera les lampes ?", "Les plus lus", "Source : Le Courrier du Quai"}, "es": {"LEE TAMBIÉN: ¿Quién paga las lámparas?", "Seguir leyendo", "Lo más leído", "Fuente: El Correo del Puerto"}, "it": {"Continua a leggere", "Articoli correlati", "Fonte: Il Corriere del Porto"}, "pt": {"LEIA MAIS: quem paga as lâmpadas?", "Mais lidas", "Continuar a ler"}, "pl": {"PRZECZYTAJ TAKŻE: Kto zapłaci za lampy?", "Najczęściej czytane"}, "nl": {"LEES OOK: Wie betaalt de lampen?", "Meest gelezen", "Verder lezen"}, "cs": {"Čtěte také: Kdo zaplatí lampy?", "Celý článek"}, "da": {"Læs også: Hvem betaler lamperne?", "Mest læste"}, "fi": {"Lue myös: Kuka maksaa lamput?", "Luetuimmat"}, "ro": {"Citește și: Cine plătește lămpile?"}, "ru": {"ЧИТАЙТЕ ТАКЖЕ: кто заплатит за фонари?", "Самое читаемое", "Подробнее…"}, "ja": {"続きを読む", "関連記事"}, "ko": {"더 보기", "관련 기사"}, "zh": {"阅读全文", "相关阅读"}, "vi": {"Xem thêm: Ai trả tiền đèn?", "Đọc tiếp"}, "id": {"Baca juga: Siapa yang membayar lampu?", "Selengkapnya"},
	},
	"copyright": {
		"en": {"Content copyright 2017 Orwenby Times. All rights reserved.", "© Oldhaven Courier 2005-2023", "This article originally appeared in the Pellworth Gazette. Republished with permission.", "Website by Quay Digital", "Terms of Service | Cookie Policy | Do Not Sell My Personal Information", "Reproduction in whole or in part without permission is prohibited.", "Privacy Policy and Cookie Statement", "Theme by Harbourworks. Powered by Blogger."},
		"de": {"© 2016 Verlag Altenhafen. Nachdruck nur mit Genehmigung.", "Nutzungsbedingungen | Datenschutzerklärung | Impressum", "Bild: dpa"}, "fr": {"© 2019 Le Quai – Tous droits de reproduction réservés", "Conditions générales | Politique de confidentialité", "Photo : DR"}, "es": {"© 2018 Diario del Muelle. Prohibida su reproducción total o parcial.", "Condiciones de uso | Política de cookies"}, "nl": {"© 2020 Havenkrant. Alle rechten voorbehouden.", "Algemene voorwaarden | Privacy"}, "sv": {"© 2021 Hamnbladet. Alla rättigheter förbehållna.", "Foto: Arkivbild"}, "da": {"© 2019 Havneavisen. Alle rettigheder forbeholdes."}, "fi": {"© 2022 Satamalehti. Kaikki oikeudet pidätetään."}, "hu": {"© 2020 Kikötői Hírlap. Minden jog fenntartva."}, "ro": {"© 2021 Curierul Portului. Toate drepturile rezervate."}, "el": {"© 2022 Εφημερίδα του Λιμανιού. Με επιφύλαξη παντός δικαιώματος."}, "ja": {"© 2021 港新聞社 無断転載を禁じます"}, "zh": {"版权所有 © 2020 港口日报 未经许可不得转载"}, "vi": {"© 2022 Báo Cảng. Mọi quyền được bảo lưu."}, "ar": {"© 2021 صحيفة الميناء. جميع الحقوق محفوظة."},
	},
	"hashtags": {
		"en": {"#FerryStrike #SaveTheQuay", "Tagged: lamps, quay, council", "Tagged with: lamps • quay", "Filed Under: Local News Tagged With: lamps, quay", "Keywords: lamps; quay; council", "#lamps, #quay, #council", "Posted in News | Tagged lamps, quay"},
		"de": {"#Laternen #Kai #Stadtrat", "Stichworte: Laternen, Kai", "Kategorien: Lokales, Hafen"}, "fr": {"Étiquettes : lampes, quai", "#lampes #quai"}, "es": {"#lámparas #muelle #ayuntamiento", "Temas: lámparas, muelle"}, "pl": {"#latarnie #nabrzeże", "Tagi: latarnie, nabrzeże"}, "nl": {"#lantaarns #kade", "Trefwoorden: lantaarns, kade"}, "sv": {"#lampor #kajen", "Ämnen: lampor, kajen"}, "el": {"#λιμάνι #φώτα", "Ετικέτες: λιμάνι, φώτα"}, "cs": {"#lampy #nábřeží", "Štítky: lampy, nábřeží"}, "zh": {"#港口 #路灯", "标签：港口，路灯"}, "th": {"#ท่าเรือ #โคมไฟ"}, "fa": {"#بندر #چراغ", "برچسب‌ها: بندر، چراغ"}, "ja": {"タグ: 港, 灯り"},
	},
	"bylines": {
		"en": {"by Ruth Dalverton, Harbour Editor", "Samuel Orwenby · 14 May 2022 · 5 min read", "Last updated on March 9, 2021 by Mira Castrane", "Posted on 8 July 2020 by Hanna Vexley", "Words: Olga Kestrin | Photographs: Tomas Brellin", "Published: 11:20, 3 October 2019 | Updated: 14:05, 4 October 2019"},
		"de": {"Text: Hanna Vexley, Fotos: Tomas Brellin", "Veröffentlicht am 14. Mai 2022 von Mira Castrane", "Aktualisiert: 03.10.2019, 14:05 Uhr"}, "fr": {"Écrit par Mira Castrane le 8 juillet 2020", "Mira Castrane, publié le 8 juillet 2020 à 11 h 20"}, "es": {"Escrito por Olga Kestrin", "Actualizado: 3 de octubre de 2019, 14:05"}, "it": {"Scritto da Olga Kestrin il 3 ottobre 2019", "Pubblicato il 3 ottobre 2019"}, "nl": {"Door Hanna Vexley, 3 oktober 2019"}, "ru": {"Автор: Ханна Вексли, 3 октября 2019", "Опубликовано 3 октября 2019"}, "pt": {"Por Mira Castrane, 3 de outubro de 2019"}, "sv": {"Av Hanna Vexley, publicerad 3 oktober 2019"},
	},
	"comments": {
		"en": {"Leave a Reply", "Your email address will not be published. Required fields are marked *", "Save my name, email, and website in this browser for the next time I comment.", "3 Comments", "Be the first to comment", "Comments are closed.", "Post a comment", "Reply Report Like"},
		"de": {"Schreiben Sie einen Kommentar", "Ihre E-Mail-Adresse wird nicht veröffentlicht. Erforderliche Felder sind mit * markiert", "Kommentar abschicken"}, "fr": {"Laisser un commentaire", "Votre adresse e-mail ne sera pas publiée. Les champs obligatoires sont indiqués avec *"}, "es": {"Deja un comentario", "Tu dirección de correo electrónico no será publicada."}, "it": {"Lascia un commento", "Il tuo indirizzo email non sarà pubblicato."}, "pl": {"Dodaj komentarz", "Twój adres e-mail nie zostanie opublikowany."}, "nl": {"Geef een reactie", "Het e-mailadres wordt niet gepubliceerd."}, "ru": {"Добавить комментарий", "Ваш адрес email не будет опубликован."}, "pt": {"Deixe um comentário"}, "tr": {"Bir yorum yazın", "E-posta adresiniz yayınlanmayacak."}, "ja": {"コメントを残す"},
	},
	"advert": {
		"en": {"ADVERTISEMENT", "Advertisement - Continue Reading Below", "Story continues below advertisement", "Sponsored content", "Article continues after advertisement"}, "de": {"Anzeige", "ANZEIGE", "- Anzeige -"}, "fr": {"Publicité", "La suite après cette publicité"}, "es": {"PUBLICIDAD", "Publicidad"}, "it": {"Pubblicità", "Continua dopo la pubblicità"}, "pl": {"REKLAMA", "Dalsza część artykułu pod reklamą"}, "nl": {"Advertentie", "Artikel gaat verder onder de advertentie"}, "sv": {"ANNONS", "Artikeln fortsätter under annonsen"}, "ru": {"Реклама", "РЕКЛАМА"}, "pt": {"Publicidade", "Continua depois da publicidade"}, "fi": {"Mainos"}, "cs": {"Reklama"}, "tr": {"Reklam"}, "da": {"Annonce"},
	},
}

// Headings, and how a browser shows them: with the name of the site before or behind.
var sites = map[string]struct {
	heading string
	titles  []string
}{
	"en": {"Bridge reopens after storm", []string{"@@ - The Oldhaven Courier", "@@ | Oldhaven Courier Online", "Oldhaven Courier :: @@", "@@ – Pellworth Gazette", "@@ » Oldhaven Courier"}},
	"de": {"Brücke nach Sturm wieder offen", []string{"@@ - Altenhafener Bote", "Altenhafener Bote | @@"}}, "fr": {"Le pont rouvre après la tempête", []string{"@@ - Le Courrier du Quai", "@@ | Le Courrier du Quai"}}, "es": {"Reabre el puente tras la tormenta", []string{"@@ - El Correo del Puerto", "@@ | Diario del Muelle"}},
	"ru": {"Мост снова открыт после шторма", []string{"@@ | Портовый вестник", "@@ - Портовый вестник"}}, "pl": {"Most znów otwarty po burzy", []string{"@@ - Kurier Portowy"}}, "ja": {"嵐のあと橋が再開", []string{"@@ | 港新聞"}},
}

// plantSite sets the title of the page above the heading, which stays.
func plantSite(p *garble.Page) {
	site := sites[p.Lang]
	p.Head(site.heading)
	p.Insert(0, strings.Replace(garble.Pick(p.Rand, site.titles), "@@", site.heading, 1)+"\n\n")
}

// plantBox sets the beginning of a paragraph between other lines of a box, as lists of other stories do.
func plantBox(p *garble.Page) {
	body := p.Some(slices.DeleteFunc(p.Lines(), func(l garble.Span) bool { return len(strings.Fields(p.Clean()[l.Start:l.End])) < 20 }), 1)
	if len(body) == 0 {
		return
	}
	words := strings.Fields(p.Clean()[body[0].Start:body[0].End])
	cut := strings.TrimRight(strings.Join(words[:p.Rand.Between(13, 17)], " "), ",;:.?!")
	p.Insert(0, cut+garble.Pick(p.Rand, []string{"…", "... ", " (...)", "… [more]", " [more…]"})+"\n\n")
}

func boilerKinds() []garble.Kind {
	var kinds []garble.Kind
	for _, name := range []string{"consent", "share", "subscribe", "navigation", "read-more", "copyright", "hashtags", "bylines", "comments", "advert"} {
		k := garble.Kind{Name: "boiler/" + name, Step: "redact.boilerplate", Langs: garble.Keys(boiler[name]), Plant: garble.PlantPhrases(boiler[name])}
		if name == "bylines" {
			k.Choose = "bylines"
		}
		kinds = append(kinds, k)
	}
	return append(kinds, garble.Kind{Name: "boiler/site-title", Step: "redact.boilerplate", Langs: []string{"en", "de", "en", "fr", "es", "en", "ru", "pl", "ja"}, Plant: plantSite},
		garble.Kind{Name: "boiler/teaser", Step: "redact.boilerplate", Langs: []string{"en", "pt", "cs", "el", "id", "sv"}, Length: 16, Plant: plantBox})
}

// plantStutter sets a paragraph several times in a row.
func plantStutter(p *garble.Page) {
	for _, l := range p.Some(p.Lines(), 1) {
		p.Insert(l.End, strings.Repeat("\n\n"+p.Clean()[l.Start:l.End], p.Rand.Between(2, 5)))
	}
}

// plantSection repeats two paragraphs that follow each other, at the end.
func plantSection(p *garble.Page) {
	lines := p.Lines()
	if len(lines) < 3 {
		return
	}
	i := p.Rand.IntN(len(lines) - 2)
	p.Insert(len(p.Clean()), "\n\n"+p.Clean()[lines[i].Start:lines[i].End]+"\n\n"+p.Clean()[lines[i+1].Start:lines[i+1].End])
}

// plantFuller sets a copy without its last words above the text: the fuller one, below, is to stay.
func plantFuller(p *garble.Page) {
	lines := p.Lines()
	long := slices.DeleteFunc(slices.Clone(lines), func(l garble.Span) bool { return len(strings.Fields(p.Clean()[l.Start:l.End])) < 24 })
	for _, l := range p.Some(long, 1) {
		words := strings.Fields(p.Clean()[l.Start:l.End])
		p.Insert(0, strings.TrimRight(strings.Join(words[:len(words)-3], " "), ",;:")+"\n\n")
	}
}

// typewritten writes curly quotation marks, dashes and dots with the signs of a keyboard.
var typewritten = strings.NewReplacer("“", `"`, "”", `"`, "„", `"`, "«", `"`, "»", `"`, "’", "'", "–", "-", "—", "--", "…", "...")

// broken sets a copy in short lines.
func broken(s string) string {
	words := strings.Fields(s)
	for i := range words {
		if i%9 == 8 {
			words[i] += "\n"
		}
	}
	return strings.ReplaceAll(strings.Join(words, " "), "\n ", "\n")
}

// misspelt changes one letter in the middle of a copy, as a reader of scans does.
func misspelt(s string) string {
	for _, pair := range [][2]string{{"m", "rn"}, {"l", "1"}, {"o", "0"}, {"н", "п"}, {"и", "н"}, {"е", "с"}} {
		if at := strings.Index(s[len(s)/2:], pair[0]); at >= 0 {
			at += len(s) / 2
			return s[:at] + pair[1] + s[at+len(pair[0]):]
		}
	}
	return s
}

func repeatKinds() []garble.Kind {
	kind := func(name string, langs []string, plant func(p *garble.Page)) garble.Kind {
		return garble.Kind{Name: "repeats/" + name, Step: "redact.repeats", Length: 14, Langs: langs, Plant: plant}
	}
	copied := func(name string, langs []string, change func(string) string) garble.Kind {
		return kind(name, langs, func(p *garble.Page) { garble.Repeat(p, change) })
	}
	spaced := []string{"en", "de", "fr", "es", "it", "pl", "ru", "uk", "tr", "sw", "hi", "ar", "vi", "el"}
	return []garble.Kind{
		kind("stutter", nil, plantStutter), kind("section", nil, plantSection), kind("fuller", spaced, plantFuller), copied("typewritten", []string{"en", "de", "pl", "nl", "cs", "uk", "it"}, typewritten.Replace),
		copied("broken", spaced, broken), copied("misspelt", []string{"en", "de", "es", "it", "pl", "ru", "uk", "sv"}, misspelt),
	}
}
