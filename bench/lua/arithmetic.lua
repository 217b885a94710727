-- Arithmetic and bitwise operations: constants, registers and immediates each have an instruction of their own.
local function fails(what, f, ...)
    local ok, message = pcall(f, ...)
    assert(not ok and message:find(what, 1, true), message)
end

local a, b, x = 7, 2, 7.5
assert(a + b == 9 and a - b == 5 and a * b == 14 and a / b == 3.5 and a // b == 3 and a % b == 1 and a ^ b == 49.0)
assert(a + 1 == 8 and a - 1 == 6 and 1 + a == 8 and a + 1000 == 1007 and a * 10 == 70 and a / 2 == 3.5)
assert(a // 2 == 3 and a % 4 == 3 and a ^ 2 == 49 and 2 ^ a == 128 and 100 - a == 93 and 100 // a == 14 and 100 % a == 2)
assert(x + 1 == 8.5 and x - 0.5 == 7 and x * 2 == 15 and x / 2 == 3.75 and x // 2 == 3.0 and x % 2 == 1.5 and x + a == 14.5)
assert(-a == -7 and -x == -7.5 and ~a == -8 and not nil and not not a)

-- Division rounds down, the remainder has the divisor's sign.
local m, z = -7, 0
assert(m // b == -4 and m % b == 1 and m // -b == 3 and m % -b == -1 and 7 // -b == -4 and 7 % -b == -1)
assert(m // -1 == 7 and m % -1 == 0 and math.mininteger // -1 == math.mininteger and math.mininteger % -1 == 0)
assert(-7.5 // b == -4.0 and -7.5 % b == 0.5 and 7.5 % -b == -0.5 and 5.0 % math.huge == 5.0 and -5.0 % math.huge == math.huge)
fails("divide by zero", function() return a // z end)
fails("'n%0'", function() return a % z end)
assert(1 / z == math.huge and -1 / z == -math.huge and 1.0 // z == math.huge)

-- Integers wrap around.
assert(math.maxinteger + 1 == math.mininteger and math.mininteger - 1 == math.maxinteger and math.maxinteger * b == -2)

-- Bits, also of floats that hold integers and of strings.
assert(a & 3 == 3 and a | 8 == 15 and a ~ 5 == 2 and a & b == 2 and a | b == 7 and a ~ b == 5)
assert(a << 2 == 28 and a >> 1 == 3 and a << -1 == 3 and a >> -1 == 14 and 1 << 62 == 4611686018427387904)
assert(1 << 63 == math.mininteger and 1 << 64 == 0 and -1 >> 63 == 1 and -1 >> 64 == 0 and 2 << a == 256 and 512 >> a == 4)
assert(7.0 & 3 == 3 and "0x10" + 1 == 17 and "3" * "4" == 12 and 10 .. "" == "10")
fails("no integer representation", function() return 7.5 & 1 end)
fails("attempt to perform arithmetic on a nil", function() return a + nil end)
fails("attempt to perform bitwise operation on a table", function() return a | {} end)
fails("attempt to add a 'string' with a 'number'", function() return "x" + 1 end)

-- Numbers and their texts.
assert(3 | 0 == 3 and 3.0 == 3 and math.type(3) == "integer" and math.type(3.0) == "float" and math.type("3") == nil)
assert(tostring(3.0) == "3.0" and tostring(-0.0) == "-0.0" and tostring(1e100) == "1e+100" and tostring(2 ^ 53) == "9.007199254741e+15")
assert(tonumber("  12  ") == 12 and tonumber("1e1") == 10.0 and tonumber("0x1p4") == 16.0 and tonumber("12x") == nil)
assert(math.tointeger(3.0) == 3 and math.tointeger(3.5) == nil)
