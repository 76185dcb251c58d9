-- A person may show her own items to fewer people; a policy keeps others' out of reach.

GRANT UPDATE (visibility) ON coursewright.activity_feed TO {service};
