/* Large, but every function needs most of it. */
struct matrix {
    double m00, m01, m02, m03, m04, m10, m11, m12, m13, m14, m20, m21, m22, m23, m24;
    double m30, m31, m32, m33, m34, m40, m41, m42, m43, m44;
};

#define ROW(m, r) ((m)->m##r##0 + (m)->m##r##1 + (m)->m##r##2 + (m)->m##r##3 + (m)->m##r##4)
#define ALL(m) (ROW(m, 0) + ROW(m, 1) + ROW(m, 2) + ROW(m, 3) + ROW(m, 4))

double sum(const struct matrix *m) { return ALL(m); }
double mean(const struct matrix *m) { return ALL(m) / 25; }
double twice(const struct matrix *m) { return 2 * ALL(m); }
double half(const struct matrix *m) { return ALL(m) / 2; }
double square(const struct matrix *m) { return ALL(m) * ALL(m); }
double negative(const struct matrix *m) { return -ALL(m); }
double top(const struct matrix *m) { return ROW(m, 0); }
double trace(const struct matrix *m) { return m->m00 + m->m11 + m->m22 + m->m33 + m->m44; }
double next(const struct matrix *m) { return ALL(m) + 1; }

/* All functions use the same few fields; the rest is carried along. */
struct record {
    int id, state, owner, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19, f20, f21, f22, f23, f24;
};

int a(const struct record *r) { return r->id + r->state; }
int b(const struct record *r) { return r->id - r->state; }
int c(const struct record *r) { return r->id * r->state; }
int d(const struct record *r) { return r->id & r->state; }
int e(const struct record *r) { return r->id | r->state; }
int f(const struct record *r) { return r->id ^ r->state; }
int g(const struct record *r) { return r->id + r->owner + r->state; }
int h(const struct record *r) { return r->id < r->state; }
int i(const struct record *r) { return r->id > r->state; }

/* Large, but hardly used. */
struct options {
    int o0, o1, o2, o3, o4, o5, o6, o7, o8, o9, o10, o11, o12, o13, o14, o15, o16, o17, o18, o19, o20, o21, o22, o23, o24;
};

int first(const struct options *o) { return o->o0; }
int second(const struct options *o) { return o->o1; }
int third(const struct options *o) { return o->o2; }
