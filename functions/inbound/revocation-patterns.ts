/**
 * Revocations by their form: who asks, politely or not, that nothing more comes (domain-rules 2.7, step 3). Sources of
 * expressions over texts that `normaliseReply` wrote: letters, digits and single spaces, no accents, no apostrophes.
 * Each is held against whole words. What lies between two words is bounded, so that no text takes long.
 */

/** Up to so many words in between, whatever they are. */
const gap = (most: number) => `(?: \\S+){0,${most}}`;
const any = (words: string) => `(?:${words.trim().replaceAll(" ", "|").replaceAll("_", " ")})`;

const EN_NOT = any("not dont don_t dnt never stop quit cease wont no_longer");
/** Words between "not" and the verb that leave its sense: "hesitate to", "forget to" and "fail to" turn it round. */
const EN_BETWEEN = ` ${any("ever again even please pls kindly just you be to keep continue dare want wish like need allowed permitted have anyone anybody")}`;
/** "You did not send me the study" asks for more, not for less. */
const EN_UNSENT = "(?<! (?:did|have|has|had)(?: (?:you|they|we|he|she|i))? )";
const EN_REACH = any(
  "text txt texting texted texts message messaging messaged msg sms contact contacting contacted write writing email emailing bother bothering disturb disturbing spam spamming pester pestering harass harassing annoy annoying",
);
const EN_NUMBER = any("number name phone mobile cell contact details data email address info record");
const EN_WANT = any("want wish like care need desire prefer");
const EN_TEXTS = any(
  "text texts message messages sms msgs communication communications contact spam mails emails",
);
const EN_US = any("me us anymore again this_number my_number our_number here");
const EN_WANT_NOT = `${any("dont do_not didnt did_not doesnt does_not never no_longer wont will_not")}${gap(1)} ${EN_WANT}`;

const ENGLISH = [
  `refrain from (?:send\\S*|${EN_REACH})|(?:nobody|no one|none of us)${gap(1)} (?:wants|needs|asked)`,
  `${any("dont do_not didnt did_not never")} wanna ${any("receive get be hear have see")}`,
  "(?:remove|delete|erase|strike)(?: from| the| off)?(?: \\S+)? (?:list|number|mailing list)",
  "(?:i|we) (?:no longer|do not|dont|never) (?:consent|agree)(?=$| to (?:this|these|receiv\\S*|be|get))",
  "(?:dont|do not|never|no longer) ha(?:ve|d) (?:my|our|any) (?:consent|permission)|(?:i|we) refuse(?=$| (?:this|these|all|to (?:receive|get|be)))",
  `${EN_UNSENT}${EN_NOT}(?:${EN_BETWEEN}){0,4} ${EN_REACH}(?: to)? ${EN_US}`,
  `${EN_UNSENT}${EN_NOT}(?:${EN_BETWEEN}){0,4} send(?:ing)? ${any(`me us any more anything these this those such it ${"texts text messages message sms"}`)}`,
  `rather (?:you|they) (?:did not|didnt)(?:${EN_BETWEEN})? (?:send|${EN_REACH})`,
  `not to (?:receive|get|have) ${any("these this any your more texts messages sms further such them those anything")}`,
  `not(?: to)? be ${any("contacted texted messaged bothered disturbed spammed emailed")}`,
  `${EN_WANT_NOT}(?: for)? ${any("these those any your them texts messages sms further such anything")}`,
  `${EN_WANT_NOT}(?: for)? (?:this|that|it)(?: ${any("anymore any_more please pls thanks thank_you again stuff crap spam service at_all")}|$)`,
  `${EN_WANT_NOT} to ${any("receive be_contacted be_texted be_messaged be_sent be_bothered be_disturbed be_on be_in be_included be_part hear_from get_these get_this get_any get_your get_texts get_messages")}`,
  `(?:be|get|been) ${any("removed deleted erased unsubscribed delisted unlisted opted_out left_alone taken_off")}(?=$| ${any("from please pls thanks now immediately off asap at")})`,
  `(?:take|get|keep|leave) (?:me|us|(?:my|our|this|that|the)${gap(1)} ${EN_NUMBER})${gap(2)} (?:off|out)`,
  `take (?:off|out) (?:me|us|(?:my|our|this)${gap(1)} ${EN_NUMBER})`,
  `(?:remove|delete|erase|drop|forget|lose|block|scrub|strike) (?:me|us|(?:my|our|this)${gap(1)} ${EN_NUMBER})`,
  `leave (?:me|us)${gap(1)} (?:alone|be|in peace)|let (?:me|us) be$`,
  "unsub(?!stan|tle)\\S*|unsu(?:scri|pscri)\\S*|opt(?:ed|ing)? (?:me |us |my number )?out",
  `no (?:further|additional|other|new|longer any) ${EN_TEXTS}`,
  `stop ${any("your bothering spamming harassing calling emailing mailing phoning disturbing annoying pestering sms texts messages message contact")}`,
  `stop (?:the|all|any|all the|all of the|all your) ${EN_TEXTS}`,
  `${any("want need like wish ask asked asking tell told telling")} (?:you|this|these|it|them|those|${any("the your these all")} ${EN_TEXTS}) to (?:stop|end|cease)`,
  `(?:you|${EN_TEXTS}) ${any("must should need_to have_to has_to")} (?:stop|end|cease)$`,
  `${any("said say saying")} stop`,
  `cease (?:and desist|all|any|texting|sending|contacting|messaging|${EN_TEXTS})`,
  `(?:not|no)${gap(1)} (?:interested|interest in)|uninterested|${any("have has no")} no interest`,
  `(?:ive|i have|weve|we have|i|we) had (?:quite |more than )?enough|enough (?:already|is enough|of (?:these|your)|${EN_TEXTS})`,
  `cancel(?: my| our| these| this| all| the) (?:subscription|registration|enrol\\S*|alerts|notifications|consent|${EN_TEXTS})`,
  `(?:withdraw|withdrawing|revoke|revoking|take back)${gap(1)} (?:my|our|any|all) (?:consent|permission|agreement|authori[sz]ation)`,
  "go away|get lost|(?:fuck|piss|bugger|f) off|knock it off|cut it out|stay away from (?:me|us)",
  "(?:this|that|it) is spam|unsolicited|unwanted (?:texts?|messages?|sms|contact|communications?)",
];

const FR_REACH =
  "(?:envoy|envoie|ecri|contact|appel|textot|texto|derang|sollicit|harcel|embet|relanc|adress|spam)\\S*";
const FR_DROP =
  "(?:retire[rz]?|d?enleve[rz]?|supprime[rz]?|d?efface[rz]?|d?ote[rz]?|raye[rz]?|radie[rz]?|sors|sortez|sortir|desinscri\\S*)";
const FR_NUMBER = "(?:numero|num|tel|nom|coordonnees|adresse|contact|portable|mobile|telephone|donnees)";
const FR_TEXTS =
  "(?:messages?|sms|textos?|mails?|pubs?|publicites?|spams?|sollicitations?|envois?|notifications?)";
const FR_WANT = any("veux voulons souhaite souhaitons desire desirons voudrais voudrions accepte");

const FRENCH = [
  "(?:souhait|veu|voudr|desir|aimer|demand)\\S* (?:a )?etre (?:retire|supprime|efface|enleve|raye|radie)e?s?",
  `plus de (?:vos|tes|ces) ${FR_TEXTS}|je refuse(?=$| (?:ces|vos|ca|cela|tout|de recevoir))`,
  "desabonn\\S*|desinscri\\S*",
  `${FR_DROP} (?:moi|nous)`,
  `${FR_DROP} (?:mon|ma|mes|notre|nos|ce|cette|le|les)(?: \\S+)? ${FR_NUMBER}`,
  `(?:me|nous|m) ?${FR_DROP}(?= de | des | du | d | svp|$)`,
  `(?:ne |n)(?:(?:me|nous|m|surtout|plus|pas|jamais|rien) ){0,3}m?${FR_REACH}(?: moi| nous| surtout)? (?:plus|pas|jamais|rien|aucun\\S*)`,
  `ne (?:plus|pas|jamais|rien) (?:(?:me|nous|m) )?m?${FR_REACH}`,
  `(?:me |nous |m)${FR_REACH} (?:plus|jamais)(?! tard| souvent| tot| d | de | des | que )`,
  `${FR_WANT} pas (?:ca|cela|ceci|recevoir|en recevoir|vos|ces|de (?:vos|ces|tes|votre|cela|ca|${FR_TEXTS})|etre (?:contact|derang|sollicit|appel|inscri|abonn|relanc)\\S*|que vous)`,
  `${FR_WANT} (?:aucun\\S*|rien)`,
  `n ?en (?:veux|voulons|souhaite) (?:pas|plus)|ne minteress\\S* (?:pas|plus)|minteress\\S* pas`,
  `(?:aucun\\S*|plus (?:jamais|un seul|aucun\\S*|de|d)) ${FR_TEXTS}|aucun interet|pas d ?interet`,
  "arretes? (?:de (?:me|nous|m\\S*)|vos|tes|tout|ca|svp|s il|d \\S+|les (?:messages?|sms|envois|textos?))",
  "stoppe[rz]? (?:vos|ces|tout|ca|cela|les (?:messages?|sms|envois|textos?))|cessez",
  "(?:laisse[rz]?|fiche[rz]?|foutez|fous)(?: moi| nous)?(?: \\S+)? (?:tranquilles?|paix)",
  "(?:retir|revoqu)\\S*(?: \\S+)? (?:mon|notre) (?:consentement|accord|autorisation)|je revoque|je m ?oppose",
  "ca suffit|assez de (?:messages?|sms|textos?|vos|ces)|pas interess\\S*",
];

const DE_TEXTS =
  "(?:nachricht(?:en)?|sms|textnachricht(?:en)?|werbung|werbe\\S+|kontakt\\S*|mitteilung(?:en)?|mails?|newsletter|spam|anschreiben|texte)";
const DE_REACH =
  "(?:schreib|schick|send|sims|texte|kontaktier|anschreib|zusend|zuschick|belastig|belaestig|nerv)\\S*";
const DE_DROP =
  "(?:nehm\\S*|nimm|streich\\S*|losch\\S*|loesch\\S*|entfern\\S*|trag\\S*|lass\\S*|werf\\S*|schmeiss\\S*|hol\\S*)";
const DE_NUMBER = "(?:\\S*nummer|\\S*daten|adresse|kontakt|namen?)";
const DE_WANT = any("will wollen mochte moechte mochten moechten wunsche wuensche wunschen brauche brauchen");

const GERMAN = [
  `${DE_WANT}${gap(3)} (?:geloscht|geloescht|entfernt|gestrichen|ausgetragen) werden`,
  `kein(?:e|en|erlei)?${gap(2)} ${DE_TEXTS}(?! (?:bekommen|erhalten|gesehen|gefunden|angekommen|da))`,
  "kein(?:e|en)? weitere[nr]? (?:infos?|informationen|zusendung(?:en)?|anrufe?|links?|videos?)",
  `${DE_DROP}${gap(2)} (?:mich|uns)${gap(4)} (?:raus|heraus|aus|verteiler\\S*|\\S*liste|datenbank)`,
  "(?:aus|vom|von)(?: \\S+){0,2} (?:\\S*verteiler|mailingliste|smsliste|adressliste|kontaktliste)",
  `(?:mein\\S*|unser\\S*|diese)${gap(1)} ${DE_NUMBER}${gap(3)} (?:losch|loesch|entfern|streich|raus|heraus|sperr|vergess)\\S*`,
  `(?:losch|loesch|entfern|streich|sperr|vergess|vergiss)\\S*${gap(2)} (?:mein\\S*|unser\\S*|diese)${gap(1)} ${DE_NUMBER}`,
  "(?:losch|loesch|entfern|streich)\\S* (?:sie )?(?:mich|uns)",
  `meld\\S*${gap(3)} (?:mich|uns)${gap(3)} ab|abmeld\\S*|abzumelden|abgemeldet|abbestell\\S*|abzubestellen`,
  `(?:trag|traeg)\\S*${gap(2)} (?:mich|uns)${gap(3)} aus|bestell\\S*${gap(3)} ab`,
  `${DE_REACH}${gap(3)} (?:nicht|nie|niemals|nichts|kein\\S*)(?! nur)`,
  `(?:nicht|nie|niemals|nichts)(?: (?:mehr|wieder|weiter|mir|mich|uns|zu))? ${DE_REACH}`,
  `nicht${gap(1)} (?:kontaktiert|angeschrieben|belastigt|belaestigt|gestort|gestoert)`,
  `${DE_WANT}${gap(2)} (?:das|dies|diese\\S*|so was|sowas|so etwas)(?: ${DE_TEXTS})?(?: (?:hier|alles|wirklich|gar|uberhaupt))? nicht(?:$| (?:mehr|haben|bekommen|erhalten|danke|bitte|empfangen))`,
  `${DE_WANT}(?: \\S+)? nichts (?:mehr|davon|von ihnen|erhalten|bekommen)`,
  "nicht (?:\\S+ )?interessiert|interessiert (?:mich|uns) (?:\\S+ )?nicht|kein bedarf|kein(?:erlei)? (?:\\S+ )?interesse",
  "widerruf\\S*|(?:ich|wir) widersprech\\S*|einwilligung(?: \\S+){0,3} (?:zuruck\\S*|zurueck\\S*|entzieh\\S*)",
  "(?:hor|hort|hoer|hoert|horen|hoeren)(?: sie)?(?: \\S+)? auf|schluss (?:damit|jetzt|mit)|es reicht|das reicht|reicht jetzt|jetzt reicht\\S*",
  "unterlass\\S*|verschon\\S*|(?:lass|lasst|lassen sie) (?:mich|uns)(?: \\S+)? (?:in (?:ruhe|frieden))",
  `stopp\\S* (?:sie )?(?:das|dies|diese|die|alle)(?: \\S+)? ${DE_TEXTS}`,
];

const ES_REACH =
  "(?:mand(?:e|es|en|eis|ar(?:me|nos|le|lo)?)|envi(?:e|es|en|eis|ar(?:me|nos|le|lo)?)|escrib(?:a|as|an|ais|ir(?:me|nos|le)?)|contact(?:e|es|en|eis|ar(?:me|nos|le|lo)?)|llam(?:e|es|en|eis|ar(?:me|nos))|molest(?:e|es|en|eis|ar(?:me|nos|le|lo)?)|mensaje(?:e|es|en|ar(?:me|nos|le|lo)?)|text(?:ee|ees|een|ear(?:me|nos|le|lo)?))";
const ES_DROP =
  "(?:quit(?:a|e|en|ad|ar)|sa(?:ca|que|quen|cad|car)|elimin(?:a|e|en|ad|ar)|borr(?:a|e|en|ad|ar)|retir(?:a|e|en|ad|ar)|suprim(?:a|e|an|ir)|exclu(?:ya|yan|ye|ir))";
const ES_NUMBER = "(?:numero|telefono|movil|celular|nombre|datos|contacto|correo)";

const SPANISH = [
  `(?:quiero|deseo|quisiera) (?:ser (?:eliminad|borrad|exclui)\\S*|que (?:me|nos) ${ES_DROP})|salir de (?:\\S+ )?lista`,
  `no (?:(?:me|nos|mas|vuelv\\S*|sig\\S*|a|por|favor|quiero que|deben?|debes) ){0,4}${ES_REACH}`,
  `(?:deja|dejes?|dejen|dejad|dejar|pare|paren|parad|para|cesen?) (?:ya )?de ${ES_REACH}`,
  `${ES_DROP}(?:me|nos)`,
  `${ES_DROP}(?: \\S+){0,2} (?:mi|mis|nuestro|este)(?: \\S+)? ${ES_NUMBER}`,
  "(?:da|dad|de|den|dar|doy)(?:me|nos)? de baja|solicito (?:la |mi )?baja|quiero (?:la |mi )?baja|desuscri\\S*|desapunt\\S*",
  "(?:anul|cancel)\\S*(?: \\S+){0,2} (?:suscripcion|mensajes|envios|sms)",
  "no (?:\\S+ )?(?:estoy|estamos) (?:\\S+ )?interesad\\S*|no (?:me|nos) interesa\\S*|sin interes|no tengo interes|ningun interes",
  "no deseo|no deseamos|no queremos|no autorizo|no consiento|revoco|retiro mi consentimiento",
  "(?:deja|deje|dejen|dejad)(?:me|nos) (?:en paz|tranquil\\S*|ya)|nunca mas|ya basta|ya no mas",
  "(?:ni un|ningun|sin)(?: mas)? (?:mensajes?|sms)(?: mas)?",
];

const IT_REACH =
  "(?:mand(?!at[oai])\\S+|invi(?!at[oai])\\S+|scriv\\S+|contatt(?!at[oai](?: |$)|o|i(?: |$))\\S+|messaggi(?:are\\S*|armi|atemi)|disturb(?!i(?: |$)|o)\\S+|spedi(?:re|rmi|temi|sca)\\S*|chiam(?:are|armi|atemi|i|ate))";
const IT_NUMBER = "(?:numero|nome|dati|contatto|telefono|cellulare|indirizzo)";

const ITALIAN = [
  "(?:vorrei|voglio|desidero|chiedo di) (?:essere )?(?:cancellat|rimoss|eliminat|tolt)\\S*|non minteress\\S*",
  `non (?:(?:mi|ci|piu|deve|devi|dovete|vogliate|per|favore) ){0,3}${IT_REACH}`,
  `smett(?:i|ete|a|ere|etela|ila) di ${IT_REACH}|smettila|smettetela|la smetta`,
  "(?:togli|rimuov|cancell|elimin|lev|depenn|disiscriv)(?:i|e|a|ie)?(?:te)?(?:mi|ci)",
  "(?:mi|ci) (?:tolga\\S*|tolgano|rimuova\\S*|cancelli\\S*|elimini\\S*|disiscriv\\S*)|disiscri\\S*",
  `(?:togli|rimuov|cancell|elimin)\\S*(?: \\S+){0,2} (?:mio|miei|mia|questo|nostro)(?: \\S+)? ${IT_NUMBER}`,
  "non vogliamo|non (?:\\S+ )?(?:sono|siamo) (?:\\S+ )?interessat\\S*|non interessat\\S*|non mi interess\\S*|nessun interesse",
  "(?:niente|nessun|nessun altro|basta con i|stop ai)(?: piu)? (?:messaggi|messaggio|sms)",
  "lasci\\S*(?:mi|ci) (?:in pace|stare|perdere)|(?:mi|ci) lasc\\S+ (?:in pace|stare)|mai piu",
  "(?:ritiro|revoco|nego)(?: il)?(?: mio)? consenso|annull\\S*(?: \\S+){0,2} (?:iscrizione|abbonamento|messaggi)",
];

const PT_REACH =
  "(?:mand(?:e|es|em|ar(?:me|nos)?)|envi(?:e|es|em|ar(?:me|nos)?)|escrev(?:a|as|am|er(?:me|nos)?)|contact(?:e|es|em|ar(?:me|nos)?)|contat(?:e|em|ar(?:me|nos)?)|ligu(?:e|es|em)|perturb(?:e|em|ar(?:me|nos)?)|incomod(?:e|em|ar(?:me|nos)?)|chatei(?:e|em))";
const PT_DROP =
  "(?:remov(?:a|am|er|e)|retir(?:e|em|ar|a)|apagu(?:e|em)|apagar?|exclu(?:a|am|ir|i)|elimin(?:e|em|ar|a))";
const PT_NUMBER = "(?:numero|telefone|telemovel|celular|nome|dados|contacto|contato|email)";

const PORTUGUESE = [
  "(?:quero|queria|gostaria de|desejo) ser (?:removid|retirad|exclui|apagad|eliminad)\\S*|sair d\\S+ (?:\\S+ )?lista",
  `nao (?:(?:me|nos|mais|volt\\S*|a|por|favor|quero que) ){0,3}${PT_REACH}`,
  `(?:pare|parem|para|parar|deixe|deixem|chega|cess\\S+) de (?:me )?(?:${PT_REACH}|mensage(?:m|ns)|sms)`,
  `${PT_DROP} (?:me|nos)|(?:me|nos) ${PT_DROP}|tir(?:e|em|ar|a) (?:me|nos) d\\S+|me tir(?:e|em|ar|a) d\\S+`,
  `(?:${PT_DROP}|tir(?:e|em|ar|a))(?: \\S+){0,2} (?:meus?|minha|este|nosso)(?: \\S+)? ${PT_NUMBER}`,
  "descadastr\\S*|desinscr\\S*|cancel\\S*(?: \\S+){0,2} (?:inscricao|subscricao|assinatura|mensagens)",
  "nao (?:queremos|desejamos|pretendo|autorizo|consinto)|nao (?:\\S+ )?(?:tenho|temos) (?:\\S+ )?interesse|sem interesse|nao (?:\\S+ )?(?:estou|estamos) (?:\\S+ )?interessad\\S*",
  "(?:deixe|deixem|deixa)(?: me| nos) (?:em paz|sossegad\\S*)|(?:me|nos) deix\\S+ (?:em paz|sossegad\\S*)",
  "nunca mais|(?:mais nenhuma|nenhuma|sem mais|nao mais) (?:mensage(?:m|ns)|sms)|revogo|retiro (?:o )?(?:meu )?consentimento",
];

/** Forms that may mean something else now and then: they withdraw as well, and a person reads the text besides. */
const DOUBTFUL = [
  `${EN_NOT}(?:${EN_BETWEEN}){0,4} (?:call|calling|phone|ring) ${EN_US}`,
  `(?:i|we|id) ${EN_WANT_NOT}(?: for)? (?:this|that|it)`,
  `(?:i|we)(?: \\S+)? ?(?:never|didnt|did not|havent|have not) (?:ask(?:ed)?|sign(?:ed)?|subscribe(?:d)?|agree(?:d)?|consent(?:ed)?|opt(?:ed)?|request(?:ed)?|give|given|gave)`,
  `(?:how|where|who)${gap(3)} (?:get|got|gave|have)${gap(3)} (?:my|this) number`,
  "(?:thats |that is |this is |its |it is |quite |more than )?enough (?:of (?:this|it)|for (?:today|now|me|us)|thanks|thank|please|now|information|info)",
  "revok(?:e|ed|es|ing)|spam|block(?:ed|ing)? (?:you|this number|your number)|no (?:texts?|messages?|sms|texting|messaging)",
  "jen (?:veux|souhaite) plus|j en (?:veux|souhaite) plus|(?:nai|n ai|navons) (?:jamais|pas|rien) (?:donne|consenti|demande|autorise|accepte|souscrit)\\S*",
  `(?:ruf|anruf)\\S*${gap(3)} (?:nicht|nie) (?:mehr )?an|(?:aus|von)(?: \\S+){0,2} liste|(?:ich|wir) (?:kundig|kuendig)\\S*`,
];

const compiled = (sources: readonly string[]) => new RegExp(` (?:${sources.join("|")})(?= |$)`, "u");
const CERTAIN_FORMS = compiled([...ENGLISH, ...FRENCH, ...GERMAN, ...SPANISH, ...ITALIAN, ...PORTUGUESE]);
const DOUBTFUL_FORMS = compiled(DOUBTFUL);

/**
 * Pure: whether a normalised text has the form of a revocation, and how plainly. A doubtful one is obeyed as well (CON-13).
 */
export function revocationForm(said: string): "certain" | "doubtful" | undefined {
  const padded = ` ${said}`;
  if (CERTAIN_FORMS.test(padded)) return "certain";
  return DOUBTFUL_FORMS.test(padded) ? "doubtful" : undefined;
}
