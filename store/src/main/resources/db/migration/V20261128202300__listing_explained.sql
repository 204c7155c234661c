-- That orders explain what it should show: which number that is, and the one that it is told from.
alter table listing
  add column explained_version bigint,
  add column explained_from bigint;
