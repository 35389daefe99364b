create table account (
    id            uuid         not null primary key,
    email         varchar(254) character set ascii collate ascii_bin not null comment 'normalised: lower case, domain in its ASCII form',
    password_hash varchar(200) character set ascii collate ascii_bin not null comment 'Argon2id, PHC string',
    name          varchar(50)  not null,
    nickname      varchar(30)  not null,
    phone         varchar(20)  character set ascii collate ascii_bin not null,
    roles         set ('BUYER', 'SELLER', 'ADMIN') not null,
    created_at    datetime(6)  not null,
    unique key account_email (email),
    constraint account_email_normalised check (email = lower(email)),
    constraint account_password_hashed check (password_hash like '$argon2id$%'),
    constraint account_is_buyer check (find_in_set('BUYER', roles) > 0)
) comment 'who may sign in, and what they may do';
