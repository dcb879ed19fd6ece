/**
 * What safety has to hear of, in everyday words (domain-rules 4.3; MLR-14), folded as texts are compared: looked for in what
 * HCPs ask and in what reps type. Tuned to miss nothing: a harmless hit costs somebody a look.
 */

/** Words of one language, parted by commas. */
const listed = (words: string) => words.split(",").map((word) => word.trim().replace(/\s+/g, " "));

/** Beginnings of words, and phrases, with which people tell what a person suffers, took wrongly or found broken. */
const ENGLISH = listed(`
  stroke, heart attack, heart failure, fever, diarrh, insomni, jaundice, blurred, double vision, loss of vision, tremor,
  trembl, hallucin, blister, cramp, spasm, constipat, weight gain, weight loss, hair loss, losing hair, abdominal, stomach,
  short of breath, shortness of breath, trouble breathing, wheez, unconscious, consciousness, passed out, blackout, passed away,
  deceased, fatal, lethal, killed, was admitted, been admitted, intensive care, had a fall, suffered a fall, a bad fall, tired,
  exhaust, fatigue, letharg, weakness, numbn, numbing, tingl, confused, confusion, depress, self harm, itchi, redness, skin peel, ulcer,
  blood clot, thrombos, embol, blood in, infarct, arrhythm, sepsis, infection, abscess, edema, kidney failure, liver failure,
  liver enzyme, low blood pressure, high blood pressure, transaminas, coughing, sweating, miscarri, birth defect, malformation, withdrawal symptom, addict, misuse, abuse,
  poison, unwell, feels worse, got worse, felt sick, feeling sick, fell ill, became ill, taken ill, by mistake, accidental,
  wrong tablet, wrong drug, double dose, too many tablets, took two, took three, does not work, doesnt work, not working,
  isnt working, no longer work, not effective, ineffective, lack of effect, lost its effect, broken, damaged, defective,
  suicid, breathless, seizure, convuls, palpitation, collaps, bruis, contaminat, wrong colour, wrong color, product recall, doesn t work, isn t working
`);
const GERMAN = listed(`
  durchfall, schwindl, fieber, herzrasen, herzklopfen, herzstolper, herzinfarkt, infarkt, schlaganfall, anfall, zittern, zittert,
  ubergeben, schmerz, kollab, kollaps, zusammengebrochen, bewusstlos, gesturzt, sturz, hingefallen, haarausfall, leberwert,
  leberversagen, nierenversagen, quaddel, nesselsucht, urtika, gelbsucht, ikterus, hautrot, rotung, flecken, blaschen, pusteln,
  ekzem, krampf, atemnot, geschwollen, luftnot, kurzatm, mudigkeit, erschopf, schwache, sehstor, verschwommen, doppelbild, schlaflos, schlafstor, verstopfung,
  gewichtszunahme, gewichtsverlust, thrombos, gerinnsel, bluterguss, hamatom, blut im, odem, taubheit, kribbel, verwirr,
  halluzin, depressi, leben nehmen, leben genommen, selbstmord, selbstverletz, eingeliefert, intensivstation, infektion,
  sepsis, husten, schwitz, schock, entzug, missbrauch, vergift, todlich, todesfall, verschlecht, schlecht geworden, krank geworden,
  versehentlich, aus versehen, verwechs, doppelt, zwei tabletten, falsche tablette, falsches medikament, hilft nicht,
  half nicht, hilft nicht mehr, nicht gewirkt, keine wirkung, ohne wirkung, wirkungslos, wirkungsverlust, zerbrochen, beschadigt,
  kaputt, defekt, verunreinigt, kontamin, ausgelaufen, trub, fehlbild, missbild
`);
const FRENCH = listed(`
  fievre, avc, infarctus, crise cardiaque, plaques rouges, plaques sur, rougeur, boutons, est tombe, a chute, chute de, douleur,
  chute de cheveux, perte de cheveux, insomnie, palpitation, tremble, jaunisse, ictere, oedeme, enfle, urticaire, eczema, fatigu,
  epuise, faiblesse, vomi, trouble de la vue, troubles de la vue, troubles visuels, vision trouble, vue trouble, sang dans, hematome,
  ecchymos, caillot, thrombose, embolie, hospitalis, reanimation, perte de connaissance, perdu connaissance, inconscient,
  constipation, prise de poids, perte de poids, engourdi, fourmill, picotement, hallucin, depressi, fin a ses jours, mal au ventre,
  mal de ventre, mal au coeur, mal a la tete, toux, transpir, choc anaphyl, sevrage, abus, intoxic, mortel, est mort, aggrav, empir,
  tombe malade, se sent mal, par erreur, par accident, confondu, double dose, deux comprimes, trop de comprimes, mauvais medicament,
  marche pas, marche plus, agit pas, agit plus, pas deffet, aucun effet, plus deffet, perte deffet, pas d effet, plus d effet, perte d effet, n agit plus, n agit pas, casse, abime, fissur, endommag,
  suicid, essouffl, saigne, defectu, contamin, trouble dans le flacon, malformation
`);

/** Of all three languages: everybody is understood in each of them. */
export const ILLNESS_STEMS: readonly string[] = [...new Set([...ENGLISH, ...GERMAN, ...FRENCH])];

/** The same, looked for whole, because they are parts of harmless words. */
export const ILLNESS_WORDS: readonly string[] = listed(
  "pain, pains, painful, ache, aches, weak, sick, ill, fall, cough, numb, mude, schwach, krank, blasen, crise, malade, chute, choc, sang, lesion",
);
