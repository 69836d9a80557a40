package garble

import (
	"strings"
	"unicode/utf8"
)

// Lines of pages that belong to no text, by language. Each stands alone between paragraphs.
var (
	consent = map[string][]string{
		"en": {"We use cookies to improve your experience. By continuing to use this site you accept our use of cookies.", "This website uses cookies. Accept all | Reject all | Settings", "Manage your cookie preferences", "By clicking “Accept”, you agree to our Privacy Policy and Terms of Service."},
		"de": {"Wir verwenden Cookies, um Ihnen die bestmögliche Nutzung zu ermöglichen. Alle akzeptieren | Einstellungen", "Diese Website verwendet Cookies. Mehr in unserer Datenschutzerklärung."},
		"fr": {"Nous utilisons des cookies pour améliorer votre expérience. Tout accepter | Tout refuser", "En poursuivant votre navigation, vous acceptez l'utilisation de cookies."},
		"es": {"Utilizamos cookies propias y de terceros. Si continúa navegando, acepta su uso.", "Aceptar todas las cookies | Configurar"},
		"it": {"Questo sito utilizza i cookie. Continuando la navigazione ne accetti l'uso.", "Accetta tutti | Rifiuta"},
		"pt": {"Utilizamos cookies para melhorar a sua experiência. Aceitar todos | Rejeitar"},
		"nl": {"Deze website gebruikt cookies. Alles accepteren | Instellingen"},
		"pl": {"Ta strona używa plików cookie. Akceptuj wszystkie | Ustawienia"},
		"ru": {"Этот сайт использует файлы cookie. Продолжая пользоваться сайтом, вы соглашаетесь с этим."},
		"tr": {"Bu web sitesi çerez kullanır. Tümünü kabul et | Ayarlar"},
		"ja": {"当サイトではCookieを使用しています。同意する"},
		"zh": {"本网站使用Cookie。接受全部"},
	}
	share = map[string][]string{
		"en": {"Share this article: Facebook | Twitter | LinkedIn | Email", "Share on Facebook Share on Twitter Share on WhatsApp", "Tweet Share Pin Email Print", "Click to share on Facebook (Opens in new window)", "Follow us on Instagram and Facebook"},
		"de": {"Artikel teilen: Facebook | Twitter | E-Mail", "Teilen Twittern Drucken"},
		"fr": {"Partager sur Facebook Partager sur Twitter", "Suivez-nous sur Facebook et Instagram"},
		"es": {"Compartir en Facebook | Twitter | WhatsApp", "Síguenos en Facebook e Instagram"},
		"it": {"Condividi su Facebook | Twitter", "Seguici su Facebook"},
		"pl": {"Udostępnij na Facebooku | Tweetnij"}, "ru": {"Поделиться в Facebook | Twitter | Telegram"}, "pt": {"Partilhar no Facebook | Twitter"},
	}
	subscribe = map[string][]string{
		"en": {"Subscribe to our newsletter", "Sign up for our newsletter and get the latest news in your inbox.", "Log in | Register", "Already a subscriber? Sign in", "Enter your email address to subscribe to this blog and receive notifications of new posts by email."},
		"de": {"Jetzt Newsletter abonnieren", "Anmelden | Registrieren", "Sie haben noch kein Konto? Jetzt registrieren"},
		"fr": {"Abonnez-vous à notre newsletter", "Se connecter | S'inscrire"},
		"es": {"Suscríbete a nuestro boletín", "Iniciar sesión | Registrarse"},
		"it": {"Iscriviti alla newsletter", "Accedi | Registrati"}, "nl": {"Schrijf je in voor onze nieuwsbrief"}, "ru": {"Подпишитесь на нашу рассылку", "Войти | Регистрация"},
		"pl": {"Zapisz się do naszego newslettera"},
	}
	navigation = map[string][]string{
		"en": {"Home | News | Sport | Weather | Contact", "Home > News > Region > Harbour", "Skip to content", "← Previous post | Next post →", "Back to top", "Home About Us Services Blog Contact", "Main menu"},
		"de": {"Startseite | Nachrichten | Sport | Kontakt | Impressum", "Zum Inhalt springen", "Nach oben"},
		"fr": {"Accueil | Actualités | Sport | Contact", "Aller au contenu", "Retour en haut"},
		"es": {"Inicio | Noticias | Deportes | Contacto", "Saltar al contenido"}, "it": {"Home | Notizie | Sport | Contatti", "Torna su"},
		"ru": {"Главная | Новости | Спорт | Контакты", "Наверх"}, "pl": {"Strona główna | Wiadomości | Sport | Kontakt"},
	}
	readMore = map[string][]string{
		"en": {"Read more »", "Read more: Harbour council votes again", "Continue reading →", "See also: Ten walks along the coast", "Related articles", "You may also like", "[Read More…]", "(source link)"},
		"de": {"Weiterlesen »", "Lesen Sie auch: Streit um die Brücke", "Mehr zum Thema"}, "fr": {"Lire la suite »", "À lire aussi : le pont rouvre", "Lire aussi"},
		"es": {"Leer más »", "Lea también: vuelve el transbordador"}, "it": {"Leggi anche: riapre il ponte", "Continua a leggere →"}, "pl": {"Czytaj więcej »", "Czytaj też: most znów otwarty"},
		"ru": {"Читать далее »", "Читайте также: мост снова открыт"}, "nl": {"Lees meer »", "Lees ook: brug weer open"},
	}
	rights = map[string][]string{
		"en": {"© 2024 The Oldhaven Courier. All rights reserved.", "Copyright © 2019–2023 Pellworth Media Ltd.", "All rights reserved. This material may not be published, broadcast, rewritten or redistributed.", "Powered by WordPress", "Terms of Use | Privacy Policy"},
		"de": {"© 2023 Oldhavener Bote. Alle Rechte vorbehalten.", "Impressum | Datenschutz | AGB"}, "fr": {"© 2022 Le Courrier. Tous droits réservés.", "Mentions légales | Plan du site"},
		"es": {"© 2021 El Correo del Puerto. Todos los derechos reservados.", "Aviso legal | Política de privacidad"}, "ru": {"© 2020 Портовый вестник. Все права защищены."},
		"it": {"© 2022 Il Corriere del Porto. Tutti i diritti riservati."}, "pl": {"© 2024 Kurier Portowy. Wszelkie prawa zastrzeżone."},
	}
	bylines = map[string][]string{
		"en": {"By Hanna Vexley", "By Tomas Brellin | 12 June 2024", "By OLGA KESTRIN, Staff Writer", "Written by Mira Castrane on March 3, 2022", "Posted by admin on 4 May 2019"},
		"de": {"Von Hanna Vexley", "Von Tomas Brellin, 12. Juni 2024"}, "fr": {"Par Hanna Vexley", "Publié le 12 juin 2024 par Tomas Brellin"}, "es": {"Por Hanna Vexley", "Publicado por Tomas Brellin el 12 de junio de 2024"},
		"it": {"Di Hanna Vexley"}, "pl": {"Autor: Tomas Brellin"},
	}
	hashtags = map[string][]string{
		"en": {"#ferry #harbour #oldhaven", "#News#Harbour Strike#Olga Kestrin#Dockers", "Tags: ferry, harbour, strike", "#BreakingNews #Oldhaven2024", "Filed under: News, Harbour"},
		"de": {"#hafen #faehre #streik", "Schlagwörter: Hafen, Fähre, Streik"}, "fr": {"#port #grève #ferry", "Mots-clés : port, grève"}, "es": {"#puerto #huelga", "Etiquetas: puerto, huelga"}, "ru": {"#порт #забастовка", "Теги: порт, забастовка"}, "pt": {"#porto #greve"},
		"ja": {"#港 #フェリー"}, "ko": {"#항구 #파업"},
	}
)

// PlantPhrases plants one to three of a language's lines between paragraphs.
func PlantPhrases(phrases map[string][]string) func(p *Page) {
	return func(p *Page) {
		for _, at := range p.Some(p.Breaks(), p.Rand.Between(1, 3)) {
			p.Insert(at.Start, Pick(p.Rand, phrases[p.Lang])+"\n\n")
		}
	}
}

// plantTeaser puts the cut beginning of a paragraph above the text.
func plantTeaser(p *Page) {
	body := p.Some(p.Lines(), 1)
	if len(body) == 0 {
		return
	}
	text := p.clean[body[0].Start:body[0].End]
	n := strings.LastIndexByte(text[:len(text)*2/3], ' ')
	if n < 40 || !utf8.ValidString(text[:n]) {
		return
	}
	p.Insert(0, strings.TrimRight(text[:n], ",;: ")+Pick(p.Rand, []string{"…", " ...", " […]"})+"\n\n")
}

func boilerKinds() []Kind {
	kind := func(name, choose string, langs []string, plant func(p *Page)) Kind {
		return Kind{Name: "boiler/" + name, Step: "redact.boilerplate", Choose: choose, Langs: langs, Plant: plant}
	}
	phrases := func(name, choose string, lines map[string][]string) Kind {
		return kind(name, choose, Keys(lines), PlantPhrases(lines))
	}
	return []Kind{
		phrases("consent", "", consent), phrases("share", "", share), phrases("subscribe", "", subscribe), phrases("navigation", "", navigation),
		phrases("read-more", "", readMore), phrases("copyright", "", rights), phrases("hashtags", "", hashtags), phrases("bylines", "bylines", bylines),
		{Name: "boiler/teaser", Step: "redact.boilerplate", Langs: []string{"en", "de", "fr", "pl", "ru", "tr"}, Length: 14, Plant: plantTeaser},
	}
}
