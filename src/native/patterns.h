/* Patterns: whether a view may fit one, told without compiling it in Python.

A backtracking matcher for the part of Python's syntax that packs use. What it does not know it takes to fit, so that it
rejects nothing that `re` would accept: possessive repeats give back, a look behind at more than one character is left
out, and a search that takes too long ends in yes. */

#ifndef PATTERNS_H
#define PATTERNS_H

#include "text.h"

#define MOST_STEPS 4000
#define MOST_DEEP 400
#define MOST_CODE 60000
#define MOST_COPIED 10000
#define MOST_DEPTH 60
#define NO_END 0x7fffffff

enum { CHAR, ANY, SET, REPEAT, BRANCH, JUMP, SPLIT, LOOK, LOOKED, LOOK_BACK, BOUNDARY, FIRST_PLACE, LAST_PLACE, FITS };
enum { WORDS = 1, SPACES = 2, DIGITS = 4, NOT_WORDS = 8, NOT_SPACES = 16, NOT_DIGITS = 32, NEGATED = 64 };
enum { LETTERS = 128, MARKS = 256, HAN = 512 }; /* \p{L}; \p{M} and \p{Han}, taken wider than they are */

/* What an instruction does: CHAR a; SET number a; REPEAT what follows, one character, a to b times; BRANCH to one of
a ways, listed behind it as JUMPs whose b is the character that they begin with, 0 for any; JUMP or SPLIT to a; LOOK
ahead whether what follows up to LOOKED fits, or with b does not, and go on at a; LOOK_BACK at the character before. */
typedef struct {
    int32_t op, a, b;
} Code;

typedef struct {
    int32_t kinds, first, count; /* ranges: pairs in `ranges` from `first` on */
} Set;

typedef struct {
    int known, fits_all; /* fits_all: holds something that is not understood */
    Code *code;
    int32_t size, room;
    Set *sets;
    int32_t set_count, set_room;
    Py_UCS4 *ranges;
    int32_t range_count, range_room;
} Program;

static void program_free(Program *p)
{
    PyMem_Free(p->code);
    PyMem_Free(p->sets);
    PyMem_Free(p->ranges);
    memset(p, 0, sizeof *p);
}

/* Reading. Any failure makes `broken`; the program then fits all. */

typedef struct {
    Program *program;
    Text text;
    Py_ssize_t place;
    int broken, depth, inexact; /* inexact: something so far fits more than it should */
} Reader;

static int holds_place(const Code *code) { return code->op == JUMP || code->op == SPLIT || code->op == LOOK; }

static int grown(void **items, int32_t *room, int32_t size, size_t each)
{
    if (size < *room)
        return 1;
    int32_t more = *room ? 2 * *room : 64;
    void *made = PyMem_Realloc(*items, (size_t)more * each);
    if (!made)
        return 0;
    *items = made;
    *room = more;
    return 1;
}

static int32_t emit(Reader *r, int32_t op, int32_t a, int32_t b)
{
    Program *p = r->program;
    if (p->size >= MOST_CODE || !grown((void **)&p->code, &p->room, p->size, sizeof *p->code)) {
        r->broken = 1;
        return 0;
    }
    p->code[p->size] = (Code){op, a, b};
    return p->size++;
}

static Py_UCS4 next_char(Reader *r)
{
    if (r->place >= r->text.size) {
        r->broken = 1;
        return 0;
    }
    return at(&r->text, r->place++);
}

static int follows(const Reader *r, Py_UCS4 c) { return r->place < r->text.size && at(&r->text, r->place) == c; }

static int takes(Reader *r, Py_UCS4 c)
{
    int there = follows(r, c);
    r->place += there;
    return there;
}

static Py_UCS4 read_hex(Reader *r, int digits)
{
    Py_UCS4 code = 0;
    while (digits--) {
        Py_UCS4 c = next_char(r);
        int value = c >= '0' && c <= '9'   ? (int)c - '0'
                    : c >= 'a' && c <= 'f' ? (int)c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? (int)c - 'A' + 10
                                           : -1;
        if (value < 0)
            r->broken = 1;
        code = 16 * code + (Py_UCS4)value;
    }
    return code;
}

/* What stands behind a backslash: a character, or one of the kinds in `kind`. */
static Py_UCS4 read_escape(Reader *r, int *kind)
{
    Py_UCS4 c = next_char(r);
    *kind = 0;
    switch (c) {
    case 'w': *kind = WORDS; return 0;
    case 'W': *kind = NOT_WORDS; return 0;
    case 's': *kind = SPACES; return 0;
    case 'S': *kind = NOT_SPACES; return 0;
    case 'd': *kind = DIGITS; return 0;
    case 'D': *kind = NOT_DIGITS; return 0;
    case 'p':
        if (takes(r, '{')) {
            *kind = takes(r, 'L') ? LETTERS : takes(r, 'M') ? MARKS : takes(r, 'H') && takes(r, 'a') && takes(r, 'n') ? HAN : 0;
            r->inexact |= *kind != LETTERS;
        }
        if (!*kind || !takes(r, '}'))
            r->broken = 1;
        return 0;
    case 'n': return '\n';
    case 't': return '\t';
    case 'r': return '\r';
    case 'f': return '\f';
    case 'v': return '\v';
    case 'x': return read_hex(r, 2);
    case 'u': return read_hex(r, 4);
    case 'U': return read_hex(r, 8);
    }
    if (c < 128 && is_word(c) && c != '_')
        r->broken = 1;
    return c;
}

static void add_range(Reader *r, Set *set, Py_UCS4 from, Py_UCS4 to)
{
    Program *p = r->program;
    for (int k = 0; k < 2; k++) {
        if (!grown((void **)&p->ranges, &p->range_room, p->range_count, sizeof *p->ranges)) {
            r->broken = 1;
            return;
        }
        p->ranges[p->range_count++] = k ? to : from;
    }
    set->count++;
}

static int32_t add_set(Reader *r, Set set)
{
    Program *p = r->program;
    if (!grown((void **)&p->sets, &p->set_room, p->set_count, sizeof *p->sets)) {
        r->broken = 1;
        return 0;
    }
    p->sets[p->set_count] = set;
    return p->set_count++;
}

static void read_set(Reader *r)
{
    Set set = {0, r->program->range_count, 0};
    if (takes(r, '^'))
        set.kinds |= NEGATED;
    for (int first = 1; !r->broken; first = 0) {
        Py_UCS4 from = next_char(r), to;
        int kind = 0;
        if (from == ']' && !first)
            break;
        if (from == '\\')
            from = follows(r, 'b') ? (r->broken = 1, 0) : read_escape(r, &kind);
        if (kind) {
            set.kinds |= kind;
            continue;
        }
        to = from;
        if (follows(r, '-') && r->place + 1 < r->text.size && at(&r->text, r->place + 1) != ']') {
            r->place++;
            to = next_char(r);
            if (to == '\\')
                to = read_escape(r, &kind);
            if (kind || to < from)
                r->broken = 1;
        }
        add_range(r, &set, from, to);
    }
    if ((set.kinds & NEGATED) && set.kinds & (MARKS | HAN))
        r->broken = 1;
    emit(r, SET, add_set(r, set), 0);
}

static void read_ways(Reader *r);

/* What stands in a look-around, which is left out where it cannot be told exactly enough. */
static void read_look(Reader *r, int back, int negated)
{
    Program *p = r->program;
    int32_t from = p->size;
    int inexact = r->inexact;
    r->inexact = 0;
    emit(r, back ? LOOK_BACK : LOOK, 0, negated);
    read_ways(r);
    if (r->broken)
        return;
    if ((negated && r->inexact) || (back && (p->size != from + 2 || p->code[from + 1].op > SET))) {
        p->size = from;
        inexact = 1;
    } else if (!back) {
        emit(r, LOOKED, 0, 0);
        if (!r->broken)
            p->code[from].a = p->size;
    }
    r->inexact |= inexact;
}

static void read_group(Reader *r)
{
    int look = 0, back = 0, negated = 0;
    if (takes(r, '?')) {
        Py_UCS4 c = next_char(r);
        if (c == '<' && (follows(r, '=') || follows(r, '!'))) {
            back = 1;
            c = next_char(r);
        }
        look = c == '=' || c == '!';
        negated = c == '!';
        if (c == 'P' && takes(r, '<'))
            while (!r->broken && next_char(r) != '>')
                ;
        else if (c == '>')
            r->inexact = 1;
        else if (!look && c != ':')
            r->broken = 1;
    }
    if (++r->depth > MOST_DEPTH)
        r->broken = 1;
    if (!r->broken && look)
        read_look(r, back, negated);
    else if (!r->broken)
        read_ways(r);
    r->depth--;
    if (next_char(r) != ')')
        r->broken = 1;
}

/* "{2,5}" at a brace; 0 where it is a character like others. */
static int read_bounds(Reader *r, int32_t *low, int32_t *high)
{
    Py_ssize_t place = r->place + 1;
    int32_t bounds[2] = {0, NO_END}, which = 0, digits[2] = {0, 0};
    for (; place < r->text.size; place++) {
        Py_UCS4 c = at(&r->text, place);
        if (is_digit(c)) {
            bounds[which] = (digits[which]++ ? bounds[which] * 10 : 0) + (int32_t)(c - '0');
            if (bounds[which] > 100000)
                return 0;
        } else if (c == ',' && !which) {
            which = 1;
        } else if (c == '}' && (which || digits[0])) {
            *low = bounds[0];
            *high = which ? bounds[1] : bounds[0];
            r->place = place + 1;
            return 1;
        } else {
            return 0;
        }
    }
    return 0;
}

/* Once more the code between two places, whose jumps lead inside it. */
static void copy_code(Reader *r, const Code *code, int32_t from, int32_t size)
{
    int32_t shift = r->program->size - from;
    for (int32_t i = 0; i < size && !r->broken; i++) {
        emit(r, code[i].op, code[i].a + (holds_place(&code[i]) ? shift : 0), code[i].b);
    }
}

static void read_repeats(Reader *r, int32_t from)
{
    Program *p = r->program;
    int32_t low = 1, high = 1, size;
    if (takes(r, '*'))
        low = 0, high = NO_END;
    else if (takes(r, '+'))
        high = NO_END;
    else if (takes(r, '?'))
        low = 0;
    else if (!follows(r, '{') || !read_bounds(r, &low, &high))
        return;
    if (!takes(r, '?') && takes(r, '+'))
        r->inexact = 1;
    if (r->broken)
        return;
    size = p->size - from;
    if (size == 1 && p->code[from].op <= SET) {
        Code one = p->code[from];
        p->size = from;
        emit(r, REPEAT, low, high);
        emit(r, one.op, one.a, one.b);
        return;
    }
    if (size == 0)
        return;
    Code *body = PyMem_Malloc((size_t)size * sizeof *body);
    if (!body) {
        r->broken = 1;
        return;
    }
    memcpy(body, p->code + from, (size_t)size * sizeof *body);
    p->size = from;
    if (high != NO_END && (int64_t)size * high > MOST_COPIED) { /* once more for each would be too long */
        r->inexact = 1;
        high = NO_END;
        while (low > 1 && (int64_t)size * low > MOST_COPIED)
            low--;
    }
    for (int32_t i = 0; i < low && !r->broken; i++)
        copy_code(r, body, from, size);
    if (high == NO_END) {
        int32_t split = emit(r, SPLIT, 0, 0);
        copy_code(r, body, from, size);
        emit(r, JUMP, split, 0);
        if (!r->broken)
            p->code[split].a = p->size;
    } else {
        for (int32_t i = low; i < high && !r->broken; i++) {
            int32_t split = emit(r, SPLIT, 0, 0);
            copy_code(r, body, from, size);
            if (!r->broken)
                p->code[split].a = p->size; /* to what follows the next, and so on */
        }
    }
    PyMem_Free(body);
}

static void read_items(Reader *r)
{
    while (!r->broken && r->place < r->text.size && !follows(r, '|') && !follows(r, ')')) {
        int32_t from = r->program->size;
        Py_UCS4 c = next_char(r);
        int kind = 0;
        if (c == '(') {
            read_group(r);
        } else if (c == '[') {
            read_set(r);
        } else if (c == '.') {
            emit(r, ANY, 0, 0);
        } else if (c == '^') {
            emit(r, FIRST_PLACE, 0, 0);
        } else if (c == '$') {
            emit(r, LAST_PLACE, 0, 0);
        } else if (c == '*' || c == '+' || c == '?') {
            r->broken = 1;
        } else if (c == '\\') {
            if (takes(r, 'b')) {
                emit(r, BOUNDARY, 0, 0);
            } else if (takes(r, 'A')) {
                emit(r, FIRST_PLACE, 0, 0);
            } else if (takes(r, 'Z')) {
                emit(r, LAST_PLACE, 0, 0);
            } else {
                c = read_escape(r, &kind);
                if (kind)
                    emit(r, SET, add_set(r, (Set){kind, 0, 0}), 0);
                else
                    emit(r, CHAR, (int32_t)c, 0);
            }
        } else {
            emit(r, CHAR, (int32_t)c, 0);
        }
        read_repeats(r, from);
    }
}

/* Alternatives: BRANCH, a JUMP to each, and each with a JUMP to the end. */
static void read_ways(Reader *r)
{
    Program *p = r->program;
    int32_t from = p->size, count = 0, *starts = NULL, room = 0;
    Code *body = NULL;
    for (;;) {
        int32_t start = p->size;
        if (!grown((void **)&starts, &room, count, sizeof *starts))
            r->broken = 1;
        if (r->broken)
            break;
        starts[count++] = start - from;
        read_items(r);
        if (!takes(r, '|'))
            break;
    }
    if (!r->broken && count > 1) {
        int32_t size = p->size - from;
        if (!(body = PyMem_Malloc((size_t)size * sizeof *body + 1))) {
            r->broken = 1;
        } else {
            memcpy(body, p->code + from, (size_t)size * sizeof *body);
            p->size = from;
            emit(r, BRANCH, count, 0);
            for (int32_t i = 0; i < count; i++)
                emit(r, JUMP, 0, 0);
            for (int32_t i = 0; i < count && !r->broken; i++) {
                int32_t end = i + 1 < count ? starts[i + 1] : size, way = p->size;
                int32_t shift = way - (from + starts[i]);
                p->code[from + 1 + i].a = way;
                if (starts[i] < end && body[starts[i]].op == CHAR)
                    p->code[from + 1 + i].b = body[starts[i]].a;
                for (int32_t k = starts[i]; k < end && !r->broken; k++) {
                    emit(r, body[k].op, body[k].a + (holds_place(&body[k]) ? shift : 0), body[k].b);
                }
                emit(r, JUMP, -1, 0); /* to the end, when it is known */
            }
            for (int32_t k = from; k < p->size && !r->broken; k++)
                if (p->code[k].op == JUMP && p->code[k].a == -1)
                    p->code[k].a = p->size;
        }
    }
    PyMem_Free(body);
    PyMem_Free(starts);
}

/* Read a pattern; one that is not understood fits all. */
static void program_read(Program *p, PyObject *pattern)
{
    Reader r = {p, text_of(pattern), 0, 0, 0, 0};
    memset(p, 0, sizeof *p);
    read_ways(&r);
    if (r.place != r.text.size)
        r.broken = 1;
    emit(&r, FITS, 0, 0);
    if (r.broken)
        program_free(p);
    p->fits_all = r.broken;
    p->known = 1;
}

/* Matching. */

static int set_holds(const Program *p, const Set *set, Py_UCS4 c)
{
    int holds = 0;
    for (int32_t i = 0; i < set->count && !holds; i++)
        holds = c >= p->ranges[set->first + 2 * i] && c <= p->ranges[set->first + 2 * i + 1];
    if (!holds && set->kinds & ~NEGATED)
        holds = ((set->kinds & WORDS) && is_word(c)) || ((set->kinds & NOT_WORDS) && !is_word(c)) ||
                ((set->kinds & SPACES) && Py_UNICODE_ISSPACE(c)) ||
                ((set->kinds & NOT_SPACES) && !Py_UNICODE_ISSPACE(c)) ||
                ((set->kinds & DIGITS) && Py_UNICODE_ISDECIMAL(c)) ||
                ((set->kinds & NOT_DIGITS) && !Py_UNICODE_ISDECIMAL(c)) ||
                ((set->kinds & LETTERS) && Py_UNICODE_ISALPHA(c)) ||
                ((set->kinds & MARKS) && c >= 0x300 && !Py_UNICODE_ISALNUM(c)) || ((set->kinds & HAN) && c >= 0x2e80);
    return holds != ((set->kinds & NEGATED) != 0);
}

static inline int one_fits(const Program *p, const Code *code, Py_UCS4 c)
{
    return code->op == CHAR ? c == (Py_UCS4)code->a : code->op == ANY ? c != '\n' : set_holds(p, &p->sets[code->a], c);
}

typedef struct {
    const Program *program;
    const Py_UCS4 *text;
    Py_ssize_t size;
    int steps, depth, gave_up;
} Search;

static int search(Search *s, int32_t place, Py_ssize_t i);

static int search_on(Search *s, int32_t place, Py_ssize_t i)
{
    s->depth++;
    int found = search(s, place, i);
    s->depth--;
    return found;
}

static int search(Search *s, int32_t place, Py_ssize_t i)
{
    const Program *p = s->program;
    for (;;) {
        const Code *code = &p->code[place];
        if (++s->steps > MOST_STEPS || s->depth > MOST_DEEP || s->gave_up)
            return s->gave_up = 1;
        switch (code->op) {
        case FITS:
            return i == s->size;
        case LOOKED:
            return 1;
        case LOOK:
            /* the rest first: nearly always it fits nowhere, and what is looked for may stand anywhere */
            if (!search_on(s, code->a, i))
                return 0;
            return s->gave_up || search_on(s, place + 1, i) != (code->b != 0) || s->gave_up;
        case LOOK_BACK:
            if ((i > 0 && one_fits(p, code + 1, s->text[i - 1])) == (code->b != 0))
                return 0;
            place += 2;
            break;
        case BOUNDARY:
            if ((i > 0 && is_word(s->text[i - 1])) == (i < s->size && is_word(s->text[i])))
                return 0;
            place++;
            break;
        case FIRST_PLACE:
            if (i)
                return 0;
            place++;
            break;
        case LAST_PLACE:
            if (i < s->size)
                return 0;
            place++;
            break;
        case JUMP:
            place = code->a;
            break;
        case SPLIT:
            if (search_on(s, place + 1, i))
                return 1;
            place = code->a;
            break;
        case BRANCH:
            for (int32_t k = 1; k <= code->a; k++) {
                const Code *way = &code[k];
                if (way->b && (i >= s->size || s->text[i] != (Py_UCS4)way->b))
                    continue;
                if (search_on(s, way->a, i))
                    return 1;
            }
            return 0;
        case REPEAT: {
            const Code *one = code + 1, *after = code + 2;
            Py_ssize_t most = code->b == NO_END || code->b > s->size - i ? s->size - i : code->b, n = 0;
            while (n < most && one_fits(p, one, s->text[i + n]))
                n++;
            s->steps += (int)(n / 8);
            for (; n > code->a; n--) {
                if (after->op == FITS && i + n != s->size)
                    return 0;
                if (after->op == CHAR && (i + n >= s->size || s->text[i + n] != (Py_UCS4)after->a))
                    continue;
                if (search_on(s, place + 2, i + n))
                    return 1;
            }
            if (n < code->a)
                return 0;
            i += n;
            place += 2;
            break;
        }
        default:
            if (i >= s->size || !one_fits(p, code, s->text[i]))
                return 0;
            i++;
            place++;
        }
    }
}

/* Whether a view may fit a pattern as a whole. */
static int program_fits(const Program *p, const Py_UCS4 *text, Py_ssize_t size)
{
    Search s = {p, text, size, 0, 0, 0};
    return p->fits_all || search(&s, 0, 0);
}

#endif
