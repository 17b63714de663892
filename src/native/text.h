/* Characters, their hashes, and words. */

#ifndef TEXT_H
#define TEXT_H

#include <Python.h>
#include <stdint.h>
#include <string.h>

typedef uint64_t Hash;

static inline Hash step(Hash h, Py_UCS4 c)
{
    h = (h ^ c) * 0x9E3779B97F4A7C15ULL;
    return h ^ (h >> 32);
}

#define START 0x51ed270b76b49a4dULL /* of no characters; not 0, or NULs in front would not count */

static inline Hash done(Hash h) { return h ? h : 1; } /* 0 marks an empty place */

static Hash hash_of(const Py_UCS4 *text, Py_ssize_t size)
{
    Hash h = START;
    for (Py_ssize_t i = 0; i < size; i++)
        h = step(h, text[i]);
    return done(h);
}

typedef struct {
    int kind;
    const void *data;
    Py_ssize_t size;
} Text;

static inline Text text_of(PyObject *s)
{
    Text t = {PyUnicode_KIND(s), PyUnicode_DATA(s), PyUnicode_GET_LENGTH(s)};
    return t;
}

static inline Py_UCS4 at(const Text *t, Py_ssize_t i) { return PyUnicode_READ(t->kind, t->data, i); }

static inline int is_word(Py_UCS4 c)
{
    if (c < 128)
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '_';
    return Py_UNICODE_ISALNUM(c);
}

static inline int is_digit(Py_UCS4 c) { return c >= '0' && c <= '9'; }
static inline int is_unspaced(Py_UCS4 c)
{
    return c >= 0x3040 && (c <= 0x30ff || (c >= 0x3400 && c <= 0x9fff) || (c >= 0xac00 && c <= 0xd7af));
}
static inline int is_lower(Py_UCS4 c)
{
    return (c >= 'a' && c <= 'z') || (c >= 0xe0 && c <= 0xff && c != 0xf7) || (c >= 0x430 && c <= 0x44f) || c == 0x451;
}
static inline int is_upper(Py_UCS4 c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0xde && c != 0xd7) || (c >= 0x410 && c <= 0x42f) || c == 0x401;
}

static int is_glued(const Text *t)
{
    int low = 0;
    for (Py_ssize_t i = 0; i < t->size; i++) {
        Py_UCS4 c = at(t, i);
        if (low && is_upper(c))
            return 1;
        low = is_lower(c);
    }
    return 0;
}

static int holds(const Py_UCS4 *text, Py_ssize_t size, Py_UCS4 c)
{
    while (size--)
        if (*text++ == c)
            return 1;
    return 0;
}


#define STEM_HEAD 3

typedef struct {
    Hash hash, head; /* of all and of the first STEM_HEAD characters */
    Py_ssize_t start, size;
} Word;

/* See tables.tokens; `words` has room for `size` of them. */
static Py_ssize_t find_words(const Py_UCS4 *text, Py_ssize_t size, Word *words)
{
    Py_ssize_t count = 0;
    for (Py_ssize_t i = 0; i < size;) {
        Py_ssize_t start = i;
        Hash h = START, head = START;
        while (i < size && is_word(text[i])) {
            h = step(h, text[i++]);
            if (i - start == STEM_HEAD)
                head = h;
        }
        if (i == start) {
            if (text[i] == '#' || text[i] == 0xa9)
                words[count++] = (Word){done(step(START, text[i])), 1, i, 1};
            i++;
        } else {
            words[count++] = (Word){done(h), done(head), start, i - start};
        }
    }
    return count;
}

/* A Python string or its part as code points. */
static void copy_text(const Text *t, Py_ssize_t from, Py_ssize_t to, Py_UCS4 *out)
{
    for (Py_ssize_t i = from; i < to; i++)
        *out++ = at(t, i);
}

static int hash_str(PyObject *o, Hash *h)
{
    if (!PyUnicode_Check(o)) {
        PyErr_Format(PyExc_TypeError, "expected str, got %R", o);
        return -1;
    }
    Text t = text_of(o);
    *h = START;
    for (Py_ssize_t i = 0; i < t.size; i++)
        *h = step(*h, at(&t, i));
    *h = done(*h);
    return 0;
}

#endif
