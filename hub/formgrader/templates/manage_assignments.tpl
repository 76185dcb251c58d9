{%- extends 'stock/manage_assignments.tpl' -%}

{%- block head -%}
{{ super() }}
<script src="{{ base_url }}/formgrader/coursewright/links.js"></script>
{%- endblock -%}

{%- block messages -%}
<p class="text-muted">
  Students get exercises, submit them and see their results in JupyterLab. <b>Release</b> and <b>Release Feedback</b>
  keep a copy in this course's own <code>exchange</code> folder; what students get comes from
  <code>coursewright release</code>, and your points and comments reach them as you type. To grade, click a number of
  submissions.
</p>
{%- endblock -%}

{%- block sidebar -%}
{{ super() }}
<li role="presentation"><a href="{{ base_url }}/lab" target="_top">JupyterLab</a></li>
{%- endblock -%}
