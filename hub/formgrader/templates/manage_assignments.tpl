{%- extends 'stock/manage_assignments.tpl' -%}

{%- block head -%}
{{ super() }}
<script src="{{ base_url }}/formgrader/coursewright/links.js"></script>
{%- endblock -%}

{%- block sidebar -%}
{{ super() }}
<li role="presentation"><a href="{{ base_url }}/lab" target="_top">JupyterLab</a></li>
{%- endblock -%}
