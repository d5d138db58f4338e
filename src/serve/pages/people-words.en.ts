/** English words of campaigns and corrections. The Japanese file has the same keys. */
export const campaignEn = {
  title: { kit: "Same page, many names", registration: "Registered together", phone: "Same phone number" },
  lead: {
    kit: "These names showed the same page pattern under the same claimed brand within days.",
    registration: "These names were registered in the same hour at the same nameservers.",
    phone: "Mails that lead to these names give the same phone number, which is not the brand's.",
  },
  shared: {
    brand: "Brand that is claimed",
    path: "Page pattern",
    hour: "Registered in the hour from",
    nameservers: "Nameservers",
    phone: "Phone number",
  } as Record<string, string>,
  hosts: "Listed names",
  mails: "Mails",
  others: (count: number) =>
    count === 0
      ? "Names that are not listed are not shown."
      : `${count} more look alike and are watched; names that are not listed are not shown.`,
  host: "Name",
  state: "State",
  status: { listed: "listed", watched: "watched", cleared: "listing has ended" },
  brand: "Brand",
  firstSeen: "First seen",
  timeline: "When they appeared",
  day: "Day (UTC)",
  newHosts: "New names",
  reports: "Published reports",
  inReport: "Campaigns",
  linkKit: (count: string) => `Same page pattern on ${count} fresh names`,
  linkRegistration: (count: string) => `${count} names registered in the same hour at the same nameservers`,
  linkPhone: (count: string) => `Same phone number in mails to ${count} fresh names`,
};

export const correctionsEn = {
  title: "Corrections",
  lead: "Entries that were listed and should not have been: when they were taken off, by whom and why.",
  none: "Nothing has been corrected yet.",
  entry: "Entry",
  listedAt: "Listed",
  takenOffAt: "Taken off",
  why: "By whom and why",
  by: { person: "A person", machine: "New evidence" },
  machineWhy: {
    benign: "something now vouches for it",
    rules_changed: "better rules would not list it",
  } as Record<string, string>,
};
