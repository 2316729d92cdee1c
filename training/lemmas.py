"""Makes the word tables of the lemmatiser: base forms of verbs and nouns, and irregular forms.

Usage: lemmas.py UD_FOLDER PROSE_FOLDER OUT_FOLDER. A base form is a word that the treebanks give as a lemma twice, or to which inflected words of the prose lead; an
irregular form is one whose lemma in the treebanks the rules of `src/syntax/bases.rs` do not give. Only single words leave; no sentence does."""
import collections
import glob
import json
import re
import sys

UD, PROSE, OUT = sys.argv[1:4]
lemma_of = collections.defaultdict(collections.Counter)
for path in sorted(glob.glob(f'{UD}/*train.conllu')):
    for line in open(path, encoding='utf8'):
        cells = line.split('\t')
        if len(cells) == 10 and cells[0].isdigit() and 'Typo=Yes' not in cells[5] and 'Style' not in cells[5]:
            lemma_of[cells[1].lower(), cells[3]][cells[2].lower(), 'Number=Plur' in cells[5]] += 1
words = collections.Counter()
for path in sorted(glob.glob(f'{PROSE}/*.jsonl')):
    for line in open(path, encoding='utf8'):
        words.update(re.findall(r"\b[a-z]+\b", json.loads(line)['text']))

lemmas = {kind: collections.Counter() for kind in ('VERB', 'NOUN')}
for (form, kind), found in lemma_of.items():
    if kind in lemmas:
        for (lemma, _), n in found.items():
            if re.fullmatch('[a-z]{2,}', lemma):
                lemmas[kind][lemma] += n


def candidates(form, kind):
    """The base forms that an inflected form may have, likeliest first; the same as in `lemma.rs`."""
    out = []
    if kind == 'VERB':
        for end, puts in (('ies', ['y', 'ie']), ('ied', ['y', 'ie']), ('ying', ['ie', 'y']), ('sses', ['ss']), ('es', ['e', '']), ('s', ['']),
                          ('ed', ['e', '']), ('ing', ['e', ''])):
            if form.endswith(end):
                stem = form[:-len(end)]
                out += [stem + p for p in puts]
                if end in ('ed', 'ing') and len(stem) > 2 and stem[-1] == stem[-2]:
                    out.append(stem[:-1])
    else:
        for end, puts in (('ies', ['y', 'ie']), ('ves', ['f', 'fe', 've']), ('es', ['e', '', 'is']), ('s', [''])):
            if form.endswith(end):
                out += [form[:-len(end)] + p for p in puts]
    return [c for c in out if len(c) > 1]


bases = {}
for kind in lemmas:
    known = {w for w, n in lemmas[kind].items() if n >= 2}
    for form, n in words.items():
        ends = ('ed', 'ing') if kind == 'VERB' else ('s',)
        if n >= 4 and form.endswith(ends) and (form, kind) not in lemma_of:
            options = [c for c in candidates(form, kind) if words[c] >= 4]
            if options and not any(c in known for c in options):
                known.add(max(options, key=lambda c: (words[c], c)))
    bases[kind] = known


def rule(form, kind):
    if form in bases[kind]:
        return form
    return next((c for c in candidates(form, kind) if c in bases[kind]), None)


irregular = []
for (form, kind), found in sorted(lemma_of.items()):
    if kind not in lemmas and kind != 'AUX':
        continue
    if not re.fullmatch(r"[a-z’']+", form):
        continue
    (lemma, plural), n = found.most_common(1)[0]
    if n >= 2 and re.fullmatch('[a-z]+', lemma):
        if kind == 'VERB' and rule(form, kind) != lemma or kind == 'NOUN' and plural and rule(form, kind) != lemma:
            irregular.append((form, kind, lemma))
# Forms that the treebanks show too seldom.
BY_HAND = """arose arisen:arise awoke awoken:awake bore borne born:bear beat beaten:beat became:become began begun:begin bent:bend bound:bind bit bitten:bite bled:bleed
bred:breed brought:bring broadcast:broadcast burnt:burn burst:burst bought:buy caught:catch clung:cling came:come crept:creep dealt:deal dug:dig drew drawn:draw dreamt:dream drove
driven:drive fell fallen:fall fed:feed felt:feel fought:fight found:find fled:flee flung:fling flew flown:fly forbade forbidden:forbid foresaw foreseen:foresee forgot forgotten:forget
forgave forgiven:forgive forsook forsaken:forsake froze frozen:freeze gave given:give grew grown:grow hung:hang heard:hear hid hidden:hide held:hold kept:keep knelt:kneel
laid:lay leapt:leap learnt:learn left:leave lent:lend lit:light lost:lose made:make meant:mean met:meet misled:mislead mistook mistaken:mistake overcame:overcome overthrew
overthrown:overthrow oversaw overseen:oversee overran:overrun overtook overtaken:overtake paid:pay pled:plead proven:prove rode ridden:ride rang rung:ring rose risen:rise ran:run said:say saw seen:see sought:seek sold:sell
sent:send shook shaken:shake shone:shine shot:shoot showed shown:show shrank shrunk:shrink sang sung:sing sank sunk:sink sat:sit slept:sleep slid:slide spoke spoken:speak spent:spend
spun:spin sprang sprung:spring stood:stand stole stolen:steal stuck:stick stung:sting strode:stride struck stricken:strike strove striven:strive swore sworn:swear swept:sweep swam
swum:swim swung:swing took taken:take taught:teach tore torn:tear told:tell thought:think threw thrown:throw trod trodden:tread undertook undertaken:undertake underwent
undergone:undergo understood:understand undid undone:undo upheld:uphold woke woken:wake wore worn:wear wove woven:weave wept:weep won:win withdrew withdrawn:withdraw withheld:withhold
withstood:withstand wrote written:write rebuilt:rebuild built:build outdid outdone:outdo retook retaken:retake underlay:underlie overrode overridden:override led:lead went gone:go did done:do had:have has:have
quit:quit spread:spread strafed:strafe lay lain:lie severed severs severing:sever"""
irregular = [row for row in irregular if row[1] != 'VERB' or row[0] not in BY_HAND.replace(':', ' ').split()]
for group in re.findall(r'([a-z ]+):([a-z]+)', BY_HAND.replace('\n', ' ')):
    irregular += [(form, 'VERB', group[1]) for form in group[0].split()]
irregular = sorted(set(irregular))
for kind, name in (('VERB', 'verbs'), ('NOUN', 'nouns')):
    with open(f'{OUT}/{name}.txt', 'w', encoding='utf8') as out:
        out.writelines(w + '\n' for w in sorted(bases[kind]))
with open(f'{OUT}/irregular.tsv', 'w', encoding='utf8') as out:
    out.writelines('\t'.join(row) + '\n' for row in irregular)
