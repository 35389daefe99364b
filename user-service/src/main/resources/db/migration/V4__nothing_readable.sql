alter table account
    drop constraint account_email_normalised,
    drop key account_email,
    drop column email,
    drop column name,
    drop column nickname,
    drop column phone,
    modify column password_hash varchar(200) character set ascii collate ascii_bin null comment 'Argon2id, PHC string',
    add unique key account_email (email_hash),
    add constraint account_is_whole check (
        deleted_at is not null
        or email_hash is not null and email_sealed is not null and password_hash is not null
           and name_sealed is not null and nickname_sealed is not null and phone_sealed is not null),
    add constraint account_leaves_nothing check (
        deleted_at is null
        or email_hash is null and email_sealed is null and password_hash is null and refund_sealed is null
           and name_sealed is null and nickname_sealed is null and phone_sealed is null);
