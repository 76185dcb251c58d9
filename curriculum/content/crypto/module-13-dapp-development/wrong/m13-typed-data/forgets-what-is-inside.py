# Names only the struct itself, not the structs that it contains, and puts texts in as they are.
# fails: types-are-named, structs-are-hashed, digests-are-those-of-wallets

# %% encode-type
def encode_type(types, primary):
    return f"{primary}({','.join(f'{kind} {field}' for field, kind in types[primary])})"

# %% hash-struct
def hash_struct(types, primary, value):
    words = [keccak(text=encode_type(types, primary))]
    for field, kind in types[primary]:
        if kind in types:
            words.append(hash_struct(types, kind, value[field]))
        else:
            words.append(encode([kind], [value[field]]))
    return keccak(b"".join(words))
