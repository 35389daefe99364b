alter table allotment
    add column sellable_at datetime(6) null comment 'units that came back to an empty allotment may not be claimed before';
