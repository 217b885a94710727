/* refactor: split-file */
/* line 0 of a long file */
/* line 1 of a long file */
/* line 2 of a long file */
/* line 3 of a long file */
/* line 4 of a long file */
/* line 5 of a long file */
/* line 6 of a long file */
/* line 7 of a long file */
/* line 8 of a long file */
/* line 9 of a long file */
/* line 10 of a long file */
/* line 11 of a long file */
/* line 12 of a long file */
/* line 13 of a long file */
/* line 14 of a long file */
/* line 15 of a long file */
/* line 16 of a long file */
/* line 17 of a long file */
/* line 18 of a long file */
/* line 19 of a long file */
/* line 20 of a long file */
/* line 21 of a long file */
/* line 22 of a long file */
/* line 23 of a long file */
/* line 24 of a long file */
/* line 25 of a long file */
/* line 26 of a long file */
/* line 27 of a long file */
/* line 28 of a long file */
/* line 29 of a long file */
/* line 30 of a long file */
/* line 31 of a long file */
/* line 32 of a long file */
/* line 33 of a long file */
/* line 34 of a long file */
/* line 35 of a long file */
/* line 36 of a long file */
/* line 37 of a long file */
/* line 38 of a long file */
/* line 39 of a long file */
/* line 40 of a long file */
/* line 41 of a long file */
/* line 42 of a long file */
/* line 43 of a long file */
/* line 44 of a long file */
/* line 45 of a long file */
/* line 46 of a long file */
/* line 47 of a long file */
/* line 48 of a long file */
/* line 49 of a long file */
/* line 50 of a long file */
/* line 51 of a long file */
/* line 52 of a long file */
/* line 53 of a long file */
/* line 54 of a long file */
/* line 55 of a long file */
/* line 56 of a long file */
/* line 57 of a long file */
/* line 58 of a long file */
/* line 59 of a long file */
/* line 60 of a long file */
/* line 61 of a long file */
/* line 62 of a long file */
/* line 63 of a long file */
/* line 64 of a long file */
/* line 65 of a long file */
/* line 66 of a long file */
/* line 67 of a long file */
/* line 68 of a long file */
/* line 69 of a long file */
/* line 70 of a long file */
/* line 71 of a long file */
/* line 72 of a long file */
/* line 73 of a long file */
/* line 74 of a long file */
/* line 75 of a long file */
/* line 76 of a long file */
/* line 77 of a long file */
/* line 78 of a long file */
/* line 79 of a long file */
/* line 80 of a long file */
/* line 81 of a long file */
/* line 82 of a long file */
/* line 83 of a long file */
/* line 84 of a long file */
/* line 85 of a long file */
/* line 86 of a long file */
/* line 87 of a long file */
/* line 88 of a long file */
/* line 89 of a long file */
/* line 90 of a long file */
/* line 91 of a long file */
/* line 92 of a long file */
/* line 93 of a long file */
/* line 94 of a long file */
/* line 95 of a long file */
/* line 96 of a long file */
/* line 97 of a long file */
/* line 98 of a long file */
/* line 99 of a long file */
/* line 100 of a long file */
/* line 101 of a long file */
/* line 102 of a long file */
/* line 103 of a long file */
/* line 104 of a long file */
/* line 105 of a long file */
/* line 106 of a long file */
/* line 107 of a long file */
/* line 108 of a long file */
/* line 109 of a long file */
/* line 110 of a long file */
/* line 111 of a long file */
/* line 112 of a long file */
/* line 113 of a long file */
/* line 114 of a long file */
/* line 115 of a long file */
/* line 116 of a long file */
/* line 117 of a long file */
/* line 118 of a long file */
/* line 119 of a long file */
/* line 120 of a long file */
/* line 121 of a long file */
/* line 122 of a long file */
/* line 123 of a long file */
/* line 124 of a long file */
/* line 125 of a long file */
/* line 126 of a long file */
/* line 127 of a long file */
/* line 128 of a long file */
/* line 129 of a long file */
/* line 130 of a long file */
/* line 131 of a long file */
/* line 132 of a long file */
/* line 133 of a long file */
/* line 134 of a long file */
/* line 135 of a long file */
/* line 136 of a long file */
/* line 137 of a long file */
/* line 138 of a long file */
/* line 139 of a long file */
/* line 140 of a long file */
/* line 141 of a long file */
/* line 142 of a long file */
/* line 143 of a long file */
/* line 144 of a long file */
/* line 145 of a long file */
/* line 146 of a long file */
/* line 147 of a long file */
/* line 148 of a long file */
/* line 149 of a long file */
/* line 150 of a long file */
/* line 151 of a long file */
/* line 152 of a long file */
/* line 153 of a long file */
/* line 154 of a long file */
/* line 155 of a long file */
/* line 156 of a long file */
/* line 157 of a long file */
/* line 158 of a long file */
/* line 159 of a long file */
/* line 160 of a long file */
/* line 161 of a long file */
/* line 162 of a long file */
/* line 163 of a long file */
/* line 164 of a long file */
/* line 165 of a long file */
/* line 166 of a long file */
/* line 167 of a long file */
/* line 168 of a long file */
/* line 169 of a long file */
/* line 170 of a long file */
/* line 171 of a long file */
/* line 172 of a long file */
/* line 173 of a long file */
/* line 174 of a long file */
/* line 175 of a long file */
/* line 176 of a long file */
/* line 177 of a long file */
/* line 178 of a long file */
/* line 179 of a long file */

static int shape_count;

int shape_0(int value)
{
    if (value > 0)
        shape_count++;
    return shape_count;
}

int shape_1(int value)
{
    if (value > 1)
        shape_count++;
    return shape_0(value - 1);
}

int shape_2(int value)
{
    if (value > 2)
        shape_count++;
    return shape_1(value - 1);
}

int shape_3(int value)
{
    if (value > 3)
        shape_count++;
    return shape_2(value - 1);
}

int shape_4(int value)
{
    if (value > 4)
        shape_count++;
    return shape_3(value - 1);
}

int shape_5(int value)
{
    if (value > 5)
        shape_count++;
    return shape_4(value - 1);
}

int shape_6(int value)
{
    if (value > 6)
        shape_count++;
    return shape_5(value - 1);
}

int shape_7(int value)
{
    if (value > 7)
        shape_count++;
    return shape_6(value - 1);
}

int shape_8(int value)
{
    if (value > 8)
        shape_count++;
    return shape_7(value - 1);
}

int shape_9(int value)
{
    if (value > 9)
        shape_count++;
    return shape_8(value - 1);
}

int shape_10(int value)
{
    if (value > 10)
        shape_count++;
    return shape_9(value - 1);
}

static int sound_count;

int sound_0(int value)
{
    if (value > 0)
        sound_count++;
    return sound_count;
}

int sound_1(int value)
{
    if (value > 1)
        sound_count++;
    return sound_0(value - 1);
}

int sound_2(int value)
{
    if (value > 2)
        sound_count++;
    return sound_1(value - 1);
}

int sound_3(int value)
{
    if (value > 3)
        sound_count++;
    return sound_2(value - 1);
}

int sound_4(int value)
{
    if (value > 4)
        sound_count++;
    return sound_3(value - 1);
}

int sound_5(int value)
{
    if (value > 5)
        sound_count++;
    return sound_4(value - 1);
}

int sound_6(int value)
{
    if (value > 6)
        sound_count++;
    return sound_5(value - 1);
}
