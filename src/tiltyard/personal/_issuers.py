"""How services begin the keys that they issue, so that keys can be found."""

from __future__ import annotations

# Each is a beginning that nothing else has, and what follows it.
ISSUED = (
    # Language models.
    r"sk-[A-Za-z0-9_-]{20,200}",
    r"gsk_[A-Za-z0-9]{32,80}",
    r"hf_[A-Za-z0-9]{30,64}",
    r"r8_[A-Za-z0-9]{32,48}",
    r"(?:xai|pplx|nvapi|tvly)-[A-Za-z0-9_-]{24,128}",
    # Code and packages.
    r"gh[pousr]_[A-Za-z0-9]{30,255}",
    r"github_pat_[A-Za-z0-9_]{22,255}",
    r"gl(?:pat|rt|dt|ptt|ft|soat|cbt)-[A-Za-z0-9_-]{20,64}",
    r"GR1348941[A-Za-z0-9_-]{20,32}",
    r"npm_[A-Za-z0-9]{30,64}",
    r"pypi-[A-Za-z0-9_-]{32,512}",
    r"rubygems_[a-f0-9]{32,64}",
    r"dckr_(?:pat|oat)_[A-Za-z0-9_-]{24,64}",
    r"sntry[su]_[A-Za-z0-9+/=_-]{32,512}",
    r"NRAK-[A-Z0-9]{24,32}",
    r"PMAK-[a-f0-9]{24}-[a-f0-9]{34}",
    r"ATATT3[A-Za-z0-9_=-]{60,255}",
    # Clouds.
    r"(?:AKIA|ASIA|AROA|AIDA|ABIA|ACCA)[A-Z0-9]{16}",
    r"LTAI[A-Za-z0-9]{16,26}",
    r"AIza[A-Za-z0-9_-]{30,40}",
    r"ya29\.[A-Za-z0-9_-]{20,512}",
    r"GOCSPX-[A-Za-z0-9_-]{20,40}",
    r"do[opr]_v1_[a-f0-9]{64}",
    r"dapi[a-f0-9]{32}(?:-\d)?",
    r"hv[sbr]\.[A-Za-z0-9_-]{20,255}",
    r"dp\.(?:pt|st|ct|sa)\.(?:[a-z0-9_-]{2,35}\.)?[A-Za-z0-9]{40,48}",
    r"sbp_[a-f0-9]{40}",
    r"gl(?:sa|c)_[A-Za-z0-9_=+/]{32,400}",
    # Messages, mail, work.
    r"xox[abeoprs]-[A-Za-z0-9-]{10,255}",
    r"xapp-\d-[A-Za-z0-9-]{20,255}",
    r"SG\.[A-Za-z0-9_-]{16,64}\.[A-Za-z0-9_-]{16,64}",
    r"key-[a-f0-9]{32}",
    r"(?:SK|AC)[a-f0-9]{32}",
    r"\d{8,10}:AA[A-Za-z0-9_-]{33}",
    r"[MNO][A-Za-z0-9_-]{23,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,40}",
    r"lin_(?:api|oauth)_[A-Za-z0-9]{32,64}",
    r"ntn_[A-Za-z0-9]{40,60}",
    r"secret_[A-Za-z0-9]{43}",
    r"figd_[A-Za-z0-9_-]{32,64}",
    # Payment and shops.
    r"[srp]k_(?:live|test)_[A-Za-z0-9]{16,200}",
    r"whsec_[A-Za-z0-9+/=]{24,64}",
    r"rzp_(?:live|test)_[A-Za-z0-9]{14,24}",
    r"shp(?:at|ca|pa|ss)_[A-Fa-f0-9]{32}",
    r"sq0(?:atp|csp|idp)-[A-Za-z0-9_-]{20,48}",
    # Of no one issuer: JSON web tokens.
    r"eyJ[A-Za-z0-9_-]{8,4096}\.eyJ[A-Za-z0-9_-]{8,8192}\.[A-Za-z0-9_-]{8,2048}",
)
# Addresses that let whoever knows them write.
HOOKS = (
    r"hooks\.slack\.com/(?:services|workflows)/[A-Z][A-Z0-9]{6,12}/[A-Z0-9]{6,12}/[A-Za-z0-9]{16,48}",
    r"discord(?:app)?\.com/api/webhooks/\d{15,22}/[A-Za-z0-9_-]{40,100}",
)
# The same for the fast search: beginnings alone, as it is slowed down by counting.
HINT = (
    r"sk-[A-Za-z0-9]|[srp]k_(?:live|test)_|gsk_[A-Za-z0-9]|gh[pousr]_[A-Za-z0-9]|gl(?:c|sa)_|"
    r"github_pat_|gl(?:pat|rt|dt|ptt|ft|soat|cbt)-|A(?:KIA|SIA|ROA|IDA|BIA|CCA)[A-Z0-9]{4}|LTAI|"
    r"xox[abeoprs]-|xapp-|AIza|ya29\.|GOCSPX-|GR1348941|ATATT3|(?:hf|npm|r8)_[A-Za-z0-9]{8}|"
    r"(?:xai|pplx|nvapi|tvly|pypi)-|SG\.[A-Za-z0-9_-]{8}|do[opr]_v1_|dapi[a-f0-9]{4}|hv[sbr]\.|"
    r"dp\.(?:pt|st|ct|sa)\.|sbp_|rubygems_|dckr_|sntry[su]_|NRAK-|PMAK-|key-[a-f0-9]{8}|"
    r"(?:SK|AC)[a-f0-9]{8}|[0-9]{8}:AA|lin_(?:api|oauth)_|ntn_|secret_[A-Za-z0-9]{8}|figd_|whsec_|"
    r"rzp_|shp(?:at|ca|pa|ss)_|sq0[aci]|\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]|eyJ[A-Za-z0-9_-]{8}|"
    r"hooks\.slack|api/webhooks"
)
